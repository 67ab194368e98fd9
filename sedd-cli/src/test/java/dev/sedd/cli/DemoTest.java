package dev.sedd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The small experiments show what they are said to show. */
class DemoTest {
    @TempDir
    private Path folder;

    @Test
    void scoreEntropyLearnsTheRatiosSooner() {
        List<String> lines = demo("ratio").out().lines().toList();
        assertThat(lines).contains("step 0", "step 70").doesNotContain("step 71");
        assertThat(lines)
                .anyMatch(line -> line.startsWith("     .  3.00  6.00 10.00        .  2.93  6.23 10.19"))
                .allMatch(line -> line.length() <= 80);
        assertThat(lines.getLast()).isEqualTo("    70   0.000691   worst 7.2 % off    0.376992   worst 38.0 % off");
    }

    @Test
    void theRatiosAreDrawn() throws IOException {
        Path png = folder.resolve("ratio.png");
        demo("ratio", "--plot", png.toString());
        BufferedImage four = ImageIO.read(png.toFile());
        assertThat(four.getWidth()).isEqualTo(1504);
        assertThat(four.getRGB(0, 0, 1000, 640, null, 0, 1000)).contains(0xFF1F77B4, 0xFFE6862A);
        assertThat(four.getRGB(1116, 0, 372, 400, null, 0, 372)).contains(0xFF6FA8DC);
        demo("ratio", "--plot", png.toString(), "--steps", "5");
        BufferedImage two = ImageIO.read(png.toFile());
        assertThat(IntStream.of(two.getRGB(800, 680, 680, 700, null, 0, 680))).containsOnly(0xFFFFFFFF);
    }

    @Test
    void bothLearnAllRatiosInTheEnd() {
        assertThat(demo("ratio", "--steps", "500", "--every", "500").out())
                .endsWith("   500   0.000000   worst 0.0 % off    0.000000   worst 0.0 % off\n");
    }

    @Test
    void aRateThatNoRatioSurvivesIsTold() {
        Cli.Result result = Cli.run("demo", "ratio", "--lr", "1e30", "--plot", folder.resolve("x.png") + "");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .isEqualTo("sedd: after step 1 a ratio is no finite number any more; choose a lower --lr\n");
    }

    /** Fewer steps than by default, which are enough for most. */
    @Test
    void sentencesAreLearnedFromMasksAndFromNoise() {
        Cli.Result result = demo("sentences", "--training-steps", "250", "--steps", "6");
        assertThat(result.err()).containsPattern("trained 250 steps in \\d+\\.\\d s");
        assertThat(result.out()).contains("  t = 1.00   ·     ·     ·     ·\n", "  text       ");
        Matcher others = Pattern.compile("none of them +(\\d+)").matcher(result.out());
        for (int graph = 0; graph < 2; graph++) {
            assertThat(others.find()).isTrue();
            // By chance 600 sentences of 7 words would hold 1.5 of the six.
            assertThat(Integer.parseInt(others.group(1))).isLessThan(150);
        }
    }

    @Test
    void lossIsShownWhereNoiseHasMovedATokenAlone() throws IOException {
        List<String> lines = demo("loss", "To be", "-t", "0.5", "--seed", "1", "--quiet")
                .out()
                .lines()
                .toList();
        assertThat(lines.get(0)).isEqualTo("t = 0.500, sigma = 0.692: a token has been moved with chance 50.0 %");
        assertThat(lines.subList(1, 3)).containsExactly("text    To be", "noised  T· b·");
        assertThat(lines.get(5)).isEqualTo("         0  T      T");
        assertThat(lines.get(6)).matches(" +1  o      · +\\d\\.\\d{3}  #* +\\S \\d+%.*");
        assertThat(lines.get(7)).isEqualTo("         2  _      _");
        assertThat(lines.getLast()).startsWith("mean loss ");
        assertThat(demo("loss", "a\nb", "--model", Cli.model()).out()).contains("text    a\\nb");
        assertThat(demo(
                                "loss",
                                "abc",
                                "--seed",
                                "1",
                                "-m",
                                Cli.resource("nanogpt").toString(),
                                "--vocab",
                                vocabulary())
                        .out())
                .containsPattern(" 0  a      \\S +\\d+\\.\\d{3}");
    }

    /** As many characters as the uniform model in the resources has tokens. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aPictureThatFindsNoRoomLeavesNothing() throws Exception {
        String[] arguments = {"demo", "ratio", "--steps", "1", "--plot", folder.resolve("ratio.png") + ""};
        Process process = new ProcessBuilder(Cli.commandWithoutRoom(arguments))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.errorReader().lines().toList())
                .last()
                .asString()
                .matches("sedd: cannot write .*ratio\\.png: .*");
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(folder).isEmptyDirectory();
    }

    private String vocabulary() throws IOException {
        return Files.writeString(
                        folder.resolve("characters.txt"),
                        "0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnop")
                .toString();
    }

    @Test
    void cipherShiftsEveryId() {
        String out = demo("cipher", "To be z").out();
        assertThat(out)
                .contains("every id moved by 1:", "id         32 53  1 40 43  1 64", "moved      33 54  2 41 44  2  0")
                .contains("text            To be z\n", "ids moved       Up!cf!\\n\n");
        assertThat(demo("cipher", "Up!cf", "--shift", "-1").out()).contains("ids moved       To be\n");
        assertThat(demo("cipher", "abc".repeat(40)).out().lines()).allMatch(line -> line.length() <= 140);
    }

    private static Cli.Result demo(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "demo";
        System.arraycopy(args, 0, all, 1, args.length);
        Cli.Result result = Cli.run(all);
        assertThat(result.code()).as(result.err()).isZero();
        return result;
    }
}
