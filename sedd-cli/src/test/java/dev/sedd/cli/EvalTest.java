package dev.sedd.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.ExitCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code eval}: what it tells, that it is the same however it is computed, and what it refuses. */
class EvalTest {
    private static final String TEXT = "To be, or not to be, that is the question:\n".repeat(10); // 430 characters

    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void writeText() throws IOException {
        data = Files.writeString(folder.resolve("text.txt"), TEXT);
    }

    @Test
    void tellsTheTermsOfTheBoundAndEveryNoiseLevel() {
        Cli.Result result = eval();
        assertThat(result.out())
                .contains("(absorb, loglinear, eps 0.001)\n", "all: 13 windows of 32 tokens, 14 left over\n")
                .contains("draws      2 of each window, seed 1\n")
                .containsPattern("loss +\\d\\.\\d{4} ± \\d\\.\\d{4} +mean over t from 0.001 to 1")
                .containsPattern("diffusion +\\d\\.\\d{4} ± .* integral over t from 0.001 to 1")
                .containsPattern("start +\\d\\.\\d{4} ± .* from t = 0.001 to the text")
                .containsPattern("prior +0\\.0042 .* from the limit of noise to t = 1")
                .containsPattern("bound +\\d\\.\\d{4} ± .* their sum")
                .containsPattern("\\d ± \\S+ +bits per character\n")
                .containsPattern("\\d ± \\S+ +perplexity\n")
                .doesNotContain("NaN");
        assertThat(result.out().lines().filter(line -> line.matches(" +[01]\\.\\d{3} +[01]\\.\\d{3} .*")))
                .hasSize(10);
        assertThat(result.err()).matches("13 windows, 2 draws in \\d+\\.\\d s\n");
    }

    @Test
    void tellsTheSameAsJson() {
        JsonNode object = json("--draws", "3");
        assertThat(object.get("bound").doubleValue())
                .isEqualTo(
                        object.get("diffusion").doubleValue()
                                + object.get("start").doubleValue()
                                + object.get("prior").doubleValue(),
                        within(1e-12));
        assertThat(object.get("bits_per_character").doubleValue())
                .isEqualTo(object.get("bound").doubleValue() / Math.log(2), within(1e-12));
        assertThat(object.get("perplexity").doubleValue())
                .isEqualTo(Math.exp(object.get("bound").doubleValue()), within(1e-9));
        assertThat(object.get("diffusion").doubleValue())
                .isEqualTo(0.999 * object.get("loss").doubleValue(), within(1e-12));
        assertThat(object.get("levels").size()).isEqualTo(10);
        assertThat(object.get("windows").intValue()).isEqualTo(13);
        assertThat(json("--draws", "1").get("bound_error").isNull()).isTrue();
    }

    @Test
    void isTheSameForAnyThreadsAndBatches() {
        String expected = eval("--threads", "1", "--batch-size", "1").out();
        assertThat(eval("--threads", "2", "--batch-size", "5").out()).isEqualTo(expected);
        assertThat(eval("--seed", "2").out()).isNotEqualTo(expected);
    }

    @Test
    void partsOfTheText() {
        assertThat(json("--split", "train").get("windows").intValue()).isEqualTo(387 / 32);
        assertThat(json("--split", "validation").get("left_over").intValue()).isEqualTo(43 - 32);
        assertThat(json("--length", "10").get("windows").intValue()).isEqualTo(43);
    }

    @Test
    void namesTheModelInThreeWays() {
        String[] tail = {"--draws", "1", "--quiet"};
        String byArgument = Cli.run(join(List.of("eval", Cli.model(), data.toString()), tail))
                .out();
        assertThat(Cli.run(join(List.of("eval", "-m", Cli.model(), data.toString()), tail))
                        .out())
                .isEqualTo(byArgument);
        assertThat(byArgument).contains("model      " + Cli.model());
        assertThat(Cli.run(join(List.of("eval", data.toString()), "-l", "16", "--draws", "1", "-q"))
                        .out())
                .contains("model      embedded-shakespeare");
    }

    @Test
    void drawsTheNoiseLevels() throws IOException {
        Path png = folder.resolve("bound.PNG");
        assertThat(eval("--plot", png.toString()).code()).isZero();
        BufferedImage image = ImageIO.read(png.toFile());
        assertThat(image.getWidth()).isEqualTo(1536);
        assertThat(image.getRGB(0, 0, 1520, 880, null, 0, 1520)).contains(0xFF1F77B4, 0xFFE6862A);
        Cli.Result nowhere = Cli.run(
                "eval",
                data.toString(),
                "--plot",
                folder.resolve("no/bound.png").toString());
        assertThat(nowhere.err()).contains("cannot write").contains("there is no folder");
    }

    @Test
    void showsABarOnATerminal() {
        Cli.Result result = Cli.run(Cli.TERMINAL, join(List.of("eval", Cli.model(), data.toString()), "--draws", "2"));
        assertThat(result.err()).contains("\revaluating");
        assertThat(result.out()).isEqualTo(eval().out());
    }

    static Stream<Arguments> badTexts() {
        return Stream.of(
                Arguments.of("", "text.txt: is empty; name a text file"),
                Arguments.of("short", "a text of 5 tokens is shorter than one window of 32; use a longer text"),
                Arguments.of("caf\u00e9".repeat(20), "text.txt: character 4 of the text, 'é' (U+00E9), is not in"),
                Arguments.of("a\0b".repeat(20), "text.txt: is no text, character 2 is a zero byte"));
    }

    @ParameterizedTest
    @MethodSource("badTexts")
    void refusesWhatIsNoTextForTheModel(String text, String message) throws IOException {
        Files.writeString(data, text);
        isFailure(message, data.toString());
    }

    @Test
    void refusesWhatIsNoTextAtAll() throws IOException {
        byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
        bytes[100] = (byte) 0xff;
        Files.write(data, bytes);
        isFailure("text.txt: is no UTF-8 text, see byte 101", data.toString());
        isFailure(folder + ": is a folder; name a text file", folder.toString());
        isFailure(
                "nothing.txt: no such file or folder",
                folder.resolve("nothing.txt").toString());
    }

    @Test
    void refusesPartsAndLengthsThatDoNotFit() throws IOException {
        Files.writeString(data, TEXT.substring(0, 100));
        isFailure("the validation part of it: a text of 10 tokens is shorter", data.toString(), "--split=validation");
        Cli.Result longer = Cli.run("eval", Cli.model(), data.toString(), "--length", "33");
        assertThat(longer.err()).contains("--length 33 is longer than the model's texts, 32");
        assertThat(longer.code()).isEqualTo(ExitCode.USAGE);
    }

    private static void isFailure(String message, String... arguments) {
        Cli.Result result = Cli.run(join(List.of("eval", Cli.model()), arguments));
        assertThat(result.err()).contains(message);
        assertThat(result.errLines()).hasSize(1);
        assertThat(result.code()).isEqualTo(ExitCode.SOFTWARE);
        assertThat(result.out()).isEmpty();
    }

    private JsonNode json(String... options) {
        return JsonMapper.shared()
                .readTree(eval(join(List.of("--json"), options)).out());
    }

    private Cli.Result eval(String... options) {
        Cli.Result result = Cli.run(join(List.of("eval", Cli.model(), data.toString(), "--draws", "2"), options));
        assertThat(result.code()).as(result.err()).isZero();
        return result;
    }

    private static String[] join(List<String> first, String... more) {
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
