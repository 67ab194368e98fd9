package dev.sedd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedd.cli.output.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ExitCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code sample} and {@code infill} with their output piped. */
class GenerationTest {
    @TempDir
    private Path folder;

    @Test
    void textAndNothingElseGoesToStandardOutput() {
        Cli.Result result = Cli.small("sample", "--seed", "1");
        assertThat(result.code()).isZero();
        assertThat(result.out()).hasSize(33).endsWith("\n");
        assertThat(result.errLines()).hasSize(2);
        assertThat(result.errLines().getFirst()).isEqualTo("seed 1");
        assertThat(result.errLines().getLast()).matches("32 tokens in [0-9.]+ s, [0-9.]+ a second");
    }

    @Test
    void severalTextsAreApartByABlankLine() {
        List<String> texts = texts("-n", "3", "--seed", "1");
        String out = Cli.small("sample", "-n", "3", "--seed", "1").out();
        assertThat(out).isEqualTo(String.join("\n\n", texts) + "\n");
        assertThat(texts)
                .hasSize(3)
                .doesNotHaveDuplicates()
                .allSatisfy(text -> assertThat(text).hasSize(32));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--threads=1", "--threads=2", "--batch-size=1", "--batch-size=2", "--batch-size=100"})
    void theSameSeedGivesTheSameText(String option) {
        String[] common = {"-n", "3", "--seed", "12", "--sampler", "euler"};
        String expected = Cli.small("sample", common).out();
        String[] varied = Stream.concat(Stream.of(common), Stream.of(option)).toArray(String[]::new);
        assertThat(Cli.small("sample", varied).out()).isEqualTo(expected);
        assertThat(expected)
                .isNotEqualTo(Cli.small("sample", "-n", "3", "--seed", "13").out());
    }

    @Test
    void theSeedThatIsToldGivesTheTextAgain() {
        Cli.Result first = Cli.small("sample");
        String seed = first.errLines().getFirst().substring("seed ".length());
        assertThat(Cli.small("sample", "--seed", seed).out()).isEqualTo(first.out());
        assertThat(Cli.small("sample").out()).isNotEqualTo(first.out());
    }

    @Test
    void weightsInHalfTheMemoryGiveTheirOwnText() {
        String full = Cli.small("sample", "--seed", "3", "-n", "4").out();
        assertThat(Cli.small("sample", "--seed", "3", "-n", "4", "--weights", "f32")
                        .out())
                .isEqualTo(full);
        String half = Cli.small("sample", "--seed", "3", "-n", "4", "--weights", "bf16")
                .out();
        assertThat(half).hasSameSizeAs(full).isNotEqualTo(full);
        assertThat(Cli.small("sample", "--seed", "3", "-n", "4", "--weights", "bf16", "--threads", "1")
                        .out())
                .isEqualTo(half);
    }

    @Test
    void negativeSeedsAreSeeds() {
        assertThat(Cli.small("sample", "--seed", "-5").errLines().getFirst()).isEqualTo("seed -5");
    }

    @Test
    void prefixSuffixAndLengthAreKept() {
        Cli.Result result = Cli.small("sample", "--length", "20", "--prefix", "ROMEO:\n", "--suffix", "the end.");
        assertThat(result.out()).hasSize(21).startsWith("ROMEO:\n").endsWith("the end.\n");
        assertThat(Cli.small("sample", "--length", "5", "--prefix", "Hello").out())
                .isEqualTo("Hello\n");
    }

    @Test
    void infillKeepsWhatIsGiven() {
        Cli.Result result = Cli.small("infill", "To be[[5]]or not [[3]]!");
        assertThat(result.code()).isZero();
        assertThat(result.out()).matches("(?s)To be.{5}or not .{3}!\n");
    }

    @Test
    void jsonIsOneObjectALine() {
        Cli.Result result = Cli.small("sample", "-n", "2", "--json", "--seed", "7", "--length", "9");
        List<JsonNode> objects = json(result.out());
        assertThat(objects).hasSize(2);
        for (int i = 0; i < 2; i++) {
            JsonNode object = objects.get(i);
            assertThat(object.get("sample").intValue()).isEqualTo(i);
            assertThat(object.get("text").stringValue()).hasSize(9);
            assertThat(object.get("tokens").size()).isEqualTo(9);
            assertThat(object.get("seed").longValue()).isEqualTo(7);
            assertThat(object.get("steps").intValue()).isEqualTo(4);
            assertThat(object.get("batch").intValue()).isEqualTo(2);
            assertThat(object.get("seconds").doubleValue()).isPositive();
        }
    }

    @Test
    void framesGoFromMasksToText() {
        Cli.Result result = Cli.small("sample", "--show-intermediate", "--seed", "3", "--length", "12");
        String text = Cli.small("sample", "--seed", "3", "--length", "12").out();
        assertThat(result.out())
                .startsWith("--- step 0/5  t=1.000 ---\n" + "·".repeat(12) + "\n--- step 1/5  t=0.750 ---\n")
                .endsWith("--- step 5/5  t=0.000 ---\n" + text);
    }

    @Test
    void framesOfSeveralTextsTellOfWhich() {
        String out = Cli.small("sample", "--show-intermediate", "-n", "2", "--batch-size", "2")
                .out();
        assertThat(out).contains("--- step 0/5  t=1.000  sample 1/2 ---", "--- step 5/5  t=0.000  sample 2/2 ---");
    }

    @Test
    void framesAsJson() {
        List<JsonNode> objects = json(Cli.small("sample", "--show-intermediate", "--json", "--length", "6")
                .out());
        assertThat(objects).hasSize(7);
        assertThat(objects.getFirst().get("text").stringValue()).isEqualTo("······");
        assertThat(objects.get(5).get("step").intValue()).isEqualTo(5);
        assertThat(objects.get(5).get("text")).isEqualTo(objects.get(6).get("text"));
        assertThat(objects.get(6).get("tokens").size()).isEqualTo(6);
    }

    @Test
    void pipedOutputHoldsNoControlCharacters() {
        Cli.Result result = Cli.small("sample", "-n", "2", "--show-intermediate", "--progress", "always");
        assertThat(result.out() + result.err()).doesNotContainPattern("[\\p{Cntrl}&&[^\n]]");
        assertThat(result.errLines()).anyMatch(line -> line.matches("sampling: 100% \\(10/10\\), 0 s left"));
    }

    @Test
    void quietIsQuiet() {
        assertThat(Cli.small("sample", "--quiet", "--progress", "always").err()).isEmpty();
    }

    @Test
    void outWritesTheSameIntoAFile() throws IOException {
        Path file = folder.resolve("texts.txt");
        Files.writeString(file, "what was there before");
        Cli.Result result = Cli.small("sample", "-n", "2", "--seed", "1", "--out", file.toString());
        assertThat(result.code()).isZero();
        assertThat(result.out()).isEmpty();
        assertThat(file)
                .hasContent(Cli.small("sample", "-n", "2", "--seed", "1").out());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aFailureLeavesTheOldFileAndNothingBesideIt() throws IOException {
        Path file = Files.writeString(folder.resolve("texts.txt"), "what was there before");
        Cli.Result result = Cli.small("sample", "--prefix", "€", "--out", file.toString());
        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(file).hasContent("what was there before");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aReaderThatLeavesEndsTheProgramWithoutAWord() {
        Cli.Result result = Cli.run(failing("Broken pipe"), Terminal.none(), Cli.arguments("sample", "--quiet"));
        assertThat(result.code()).isEqualTo(ExitCode.SOFTWARE);
        assertThat(result.err()).isEmpty();
    }

    @Test
    void aFullDiskIsTold() {
        OutputStream full = failing("No space left on device");
        Cli.Result result = Cli.run(full, Terminal.none(), Cli.arguments("sample", "--quiet"));
        assertThat(result.code()).isEqualTo(ExitCode.SOFTWARE);
        assertThat(result.err()).isEqualTo("sedd: cannot write to standard output: No space left on device\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "sample --help", "--version", "help infill", "completion", "inspect"})
    void aFullDiskIsToldByWhatPrintsNoTextToo(String words) {
        Cli.Result result = Cli.run(failing("No space left on device"), Terminal.none(), words.split(" "));
        assertThat(result.code()).isEqualTo(ExitCode.SOFTWARE);
        assertThat(result.err()).isEqualTo("sedd: cannot write to standard output: No space left on device\n");
    }

    @Test
    void aVocabularyThatWasAskedForIsUsed() throws IOException {
        String characters = "αβγδεζηθικλμνξοπρστυφχψω0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcde";
        Path vocabulary = Files.writeString(folder.resolve("text.txt"), characters, StandardCharsets.UTF_8);
        String out = Cli.small("sample", "--vocab", vocabulary.toString(), "--prefix", "αω")
                .out();
        assertThat(out).startsWith("αω").hasSize(33);
    }

    private static List<String> texts(String... args) {
        String[] all = Stream.concat(Stream.of("--json"), Stream.of(args)).toArray(String[]::new);
        return json(Cli.small("sample", all).out()).stream()
                .map(object -> object.get("text").stringValue())
                .toList();
    }

    private static List<JsonNode> json(String lines) {
        return lines.lines().map(JsonMapper.shared()::readTree).toList();
    }

    private static OutputStream failing(String reason) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(reason);
            }
        };
    }
}
