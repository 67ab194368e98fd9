package dev.sedd.cli.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.TypeConversionException;

/** Axes have round ticks, and both kinds of file hold what was drawn. */
class PictureTest {
    @TempDir
    private Path folder;

    @Test
    void ticksAreRound() {
        Axis axis = Axis.linear(0, 3.14);
        assertThat(axis.ticks()).containsExactly(0.0, 1.0, 2.0, 3.0, 4.0);
        assertThat(axis.label(3)).isEqualTo("3");
        assertThat(axis.place(2)).isEqualTo(0.5);
        assertThat(Axis.linear(0, 1).ticks()).hasSize(6);
        assertThat(Axis.linear(0, 1).label(0.2)).isEqualTo("0.2");
        assertThat(Axis.linear(1.93, 1.9412).label(1.936)).isEqualTo("1.936");
        assertThat(Axis.linear(0, 100_000).label(20_000)).isEqualTo("20000");
        assertThat(Axis.linear(5, 5).ticks()).hasSizeGreaterThan(1);
    }

    @Test
    void logarithmicTicksArePowersOfTen() {
        Axis axis = Axis.logarithmic(0.02, 30);
        assertThat(axis.ticks().stream().map(axis::label)).containsExactly("0.01", "0.1", "1", "10", "100");
        assertThat(axis.place(1)).isEqualTo(0.5);
        assertThat(axis.place(0)).isZero();
        assertThat(Axis.logarithmic(1e-6, 1).label(1e-5)).isEqualTo("1e-5");
    }

    private static LineChart chart() {
        return new LineChart(300, 200, "a < b & c", "x", "y")
                .add("line", new double[] {0, 1}, new double[] {1, 2})
                .addWithErrors("dots", new double[] {0, 1}, new double[] {2, 1}, new double[] {0.1, Double.NaN});
    }

    @Test
    void svgHoldsLinesTextAndBars() throws IOException {
        Path file = folder.resolve("chart.svg");
        new PictureFile(file).write(chart());
        String svg = Files.readString(file);
        assertThat(svg)
                .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"300\" height=\"200\"")
                .contains("a &lt; b &amp; c", "stroke=\"#1f77b4\"", "rotate(-90)", ">dots</text>")
                .endsWith("</svg>\n")
                .doesNotContain("NaN");
        new PictureFile(file).write(chart());
        assertThat(Files.readString(file)).isEqualTo(svg);
    }

    @Test
    void pngIsTwiceAsFineAndHoldsTheColours() throws IOException {
        Path file = folder.resolve("chart.png");
        new PictureFile(file).write(chart());
        BufferedImage image = ImageIO.read(file.toFile());
        assertThat(image.getWidth()).isEqualTo(600);
        assertThat(image.getHeight()).isEqualTo(400);
        assertThat(image.getRGB(0, 0) & 0xFFFFFF).isEqualTo(0xFFFFFF);
        assertThat(image.getRGB(0, 0, 600, 400, null, 0, 600)).contains(0xFF1F77B4, 0xFFE6862A);
    }

    @Test
    void otherEndingsAreRefused() {
        PictureFile.Converter converter = new PictureFile.Converter();
        assertThat(converter.convert("a/b.SVG").path()).isEqualTo(Path.of("a/b.SVG"));
        assertThatThrownBy(() -> converter.convert("chart.gif"))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("'chart.gif' does not end with .png or .svg");
    }
}
