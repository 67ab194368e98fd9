package dev.sedd.cli.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.TypeConversionException;

/** Files hold what was drawn, at its place; without letters nothing is drawn, and that is told. */
class PictureTest {
    private static final int BLUE = 0xFF1F77B4;
    private static final int ORANGE = 0xFFE6862A;
    private static final double[] ENDS = {0, 1};

    @TempDir
    private Path folder;

    private static LineChart chart() {
        return new LineChart(300, 200, "a < b & c", "x", "y")
                .add("line", ENDS, new double[] {1, 2})
                .addWithErrors("dots", ENDS, new double[] {2, 1}, new double[] {0.1, Double.NaN});
    }

    private BufferedImage drawn(Picture picture) throws IOException {
        Path file = folder.resolve("chart.png");
        new PictureFile(file).write(picture);
        assertThat(folder).isDirectoryNotContaining("glob:**part");
        return ImageIO.read(file.toFile());
    }

    private static IntStream dots(BufferedImage image, int x, int y, int width, int height) {
        return IntStream.of(image.getRGB(x, y, width, height, null, 0, width));
    }

    @Test
    void twiceAsFineAndInTheColours() throws IOException {
        BufferedImage image = drawn(chart().picture());
        assertThat(image.getWidth()).isEqualTo(616);
        assertThat(image.getHeight()).isEqualTo(400);
        assertThat(image.getRGB(0, 0)).isEqualTo(0xFFFFFFFF);
        assertThat(dots(image, 0, 0, 600, 400).toArray()).contains(BLUE, ORANGE);
    }

    @Test
    void theFloorHoldsWhatIsLower() throws IOException {
        double[] y = {1, 0};
        BufferedImage image = drawn(new LineChart(300, 200, "", "x", "y")
                .logarithmic(1e-3)
                .add("line", ENDS, y)
                .picture());
        assertThat(dots(image, 0, 0, 600, 400)).contains(BLUE);
        assertThat(y).containsExactly(1, 0);
    }

    /** Its samples of the lines lie left, in the half where the lines do not begin. */
    @Test
    void theLegendHidesNoLine() throws IOException {
        BufferedImage high = drawn(new LineChart(300, 200, "", "x", "y")
                .add("high", ENDS, new double[] {9.8, 9.9})
                .add("higher", ENDS, new double[] {10, 9.9})
                .picture());
        assertThat(dots(high, 0, 200, 300, 200)).contains(BLUE, ORANGE);
        BufferedImage low = drawn(new LineChart(300, 200, "", "x", "y")
                .add("low", ENDS, new double[] {1, 10})
                .add("lower", ENDS, new double[] {0.5, 0.4})
                .picture());
        assertThat(dots(low, 0, 0, 300, 200)).contains(BLUE, ORANGE);
    }

    /** The line rises to the right, and its last point has no error bar. */
    @Test
    void pointsWithoutErrorBarsAreWithinTheAxis() throws IOException {
        BufferedImage image = drawn(new LineChart(300, 200, "", "x", "y")
                .addWithErrors("rises", ENDS, new double[] {1, 4}, new double[] {0.1, Double.NaN})
                .picture());
        assertThat(dots(image, 300, 0, 300, 400)).contains(BLUE);
    }

    /** Of a run that was stopped early there is no more. */
    @Test
    void onePointIsADot() throws IOException {
        BufferedImage image = drawn(new LineChart(300, 200, "", "step", "loss")
                .add("loss", new double[] {50}, new double[] {3.5})
                .picture());
        assertThat(dots(image, 0, 0, 600, 400)).contains(BLUE);
    }

    @Test
    void chartsLieBesideAndBelowOneAnother() throws IOException {
        Picture line = chart().picture();
        Picture table = new NumberTable(120, 100, "t", "", new double[][] {{10, -10}, {Double.NaN, 0}}, 10).picture();
        BufferedImage beside = drawn(line.beside(table));
        assertThat(List.of(beside.getWidth(), beside.getHeight())).containsExactly(856, 400);
        assertThat(dots(beside, 0, 0, 600, 400)).contains(BLUE).doesNotContain(0xFF6FA8DC);
        assertThat(dots(beside, 600, 0, 240, 200)).contains(0xFF6FA8DC, 0xFFE8746A, 0xFFEEEEEE);
        assertThat(dots(beside, 600, 200, 240, 200)).containsOnly(0xFFFFFFFF);
        BufferedImage above = drawn(table.above(line));
        assertThat(List.of(above.getWidth(), above.getHeight())).containsExactly(616, 600);
        assertThat(dots(above, 0, 200, 600, 400)).contains(BLUE);
    }

    @Test
    void otherEndingsAreRefused() {
        PictureFile.Converter converter = new PictureFile.Converter();
        assertThat(converter.convert("a/b.PNG").path()).isEqualTo(Path.of("a/b.PNG"));
        assertThatThrownBy(() -> converter.convert("chart.svg"))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("'chart.svg' does not end with .png");
    }

    /** A Java of its own: of what it knows of letters there is one for the whole process. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void withoutLettersOneLineTellsSoBeforeTheWork() throws IOException, InterruptedException {
        Path none = Files.writeString(folder.resolve("fonts.conf"), "<?xml version=\"1.0\"?><fontconfig/>");
        Path picture = folder.resolve("ratio.png");
        Path err = folder.resolve("err");
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-Duser.home=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.sedd.cli.Sedd",
                "demo",
                "ratio",
                "--plot",
                picture.toString());
        java.environment().put("FONTCONFIG_FILE", none.toString());
        java.environment().remove("DISPLAY");
        java.redirectError(err.toFile());
        Process process = java.start();
        assertThat(process.getInputStream().readAllBytes()).isEmpty();
        assertThat(process.waitFor()).isEqualTo(ExitCode.SOFTWARE);
        List<String> lines = Files.readAllLines(err);
        assertThat(lines.stream().filter(line -> !line.startsWith("WARNING: Using incubator")))
                .hasSize(1);
        assertThat(lines.getLast())
                .startsWith("sedd: cannot draw " + picture + ": this Java finds no letters (")
                .endsWith("); install fontconfig and a font, such as DejaVu");
        assertThat(picture).doesNotExist();
    }
}
