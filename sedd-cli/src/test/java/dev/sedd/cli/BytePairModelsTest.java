package dev.sedd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedd.model.checkpoint.SafetensorsFile;
import dev.sedd.model.checkpoint.Tensors;
import dev.sedd.model.checkpoint.Vocabularies;
import dev.sedd.model.tokens.BytePairTokenizer;
import dev.sedd.model.tokens.CharacterTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every command with a model of GPT-2's 50257 tokens, and with vocabularies of byte pairs in files. */
class BytePairModelsTest {
    private static final int HELLO = 15496;
    private static final int WORLD = 995;
    private static final int END = 50256;
    private static final int MASK = 50257;

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private static Path gpt2;

    @BeforeAll
    static void write() throws IOException {
        gpt2 = shared.resolve("gpt2");
        TinyModel.write(gpt2, BytePairTokenizer.gpt2().size(), BytePairTokenizer.gpt2());
    }

    @Test
    void theVocabularyIsKnownFromTheConfiguration() {
        assertThat(gpt2).isDirectoryNotContaining("glob:**{vocab,tokenizer}*");
        assertThat(run("inspect", gpt2.toString()).out())
                .containsPattern("graph +absorb, 50257 tokens\n")
                .containsPattern("vocabulary +50257 byte pairs of GPT-2\n")
                .containsPattern("vocab_embed.embedding +F32 +\\[50258, 16\\]\n");
        JsonNode object = JsonMapper.shared()
                .readTree(run("inspect", gpt2.toString(), "--json").out());
        assertThat(object.get("vocabulary").intValue()).isEqualTo(50257);
        assertThat(object.get("vocabulary_kind").stringValue()).isEqualTo("50257 byte pairs of GPT-2");
    }

    @Test
    void samplesAreTokensAndTheirText() {
        JsonNode sample = sample("--seed", "1");
        int[] tokens = tokens(sample);
        assertThat(tokens).hasSize(TinyModel.LENGTH);
        assertThat(IntStream.of(tokens)).allMatch(id -> id >= 0 && id < MASK);
        assertThat(sample.get("text").stringValue())
                .isEqualTo(BytePairTokenizer.gpt2().decode(tokens));
        assertThat(tokens(sample("--seed", "1", "--threads", "1"))).containsExactly(tokens);
    }

    @Test
    void prefixAndSuffixAreMeasuredInTokens() {
        JsonNode sample = sample("--length", "6", "--prefix", "Hello world", "--suffix", " 😀");
        int[] tokens = tokens(sample);
        assertThat(tokens)
                .hasSize(6)
                .startsWith(HELLO, WORLD)
                .endsWith(BytePairTokenizer.gpt2().encode(" 😀"));
        assertThat(sample.get("text").stringValue()).startsWith("Hello world").endsWith(" 😀");
        assertThat(generate("sample", "--length", "2", "--prefix", "Hello world")
                        .out())
                .isEqualTo("Hello world\n");
        Cli.Result tooLong = generate("sample", "--length", "3", "--prefix", "Hello world", "--suffix", "Hello world");
        assertThat(tooLong.code()).isEqualTo(ExitCode.USAGE);
        assertThat(tooLong.errLines().getFirst())
                .isEqualTo("sedd: --prefix and --suffix have 4 tokens, the text only 3");
    }

    @Test
    void gapsAreMeasuredInTokens() {
        JsonNode sample = JsonMapper.shared()
                .readTree(generate("infill", "Hello[[3]] world", "--json").out());
        int[] tokens = tokens(sample);
        assertThat(tokens).hasSize(5).startsWith(HELLO).endsWith(WORLD);
        Cli.Result tooLong = generate("infill", "Hello[[23]] world");
        assertThat(tooLong.code()).isEqualTo(ExitCode.USAGE);
        assertThat(tooLong.err()).contains("the template is 25 tokens long, the model's longest text 24");
    }

    @Test
    void masksAreOneSignEachInIntermediateTexts() {
        String out = generate("infill", "Hello[[3]] world", "--show-intermediate", "--seed", "1")
                .out();
        assertThat(out).startsWith("--- step 0/3  t=1.000 ---\nHello··· world\n--- step 1/3");
        assertThat(out.substring(out.lastIndexOf("---"))).doesNotContain("·").endsWith(" world\n");
    }

    @Test
    void intermediateTextsOnATerminalKeepToItsLines() {
        List<String> args = new ArrayList<>(List.of("sample", "--model", gpt2.toString(), "--steps", "2", "--quiet"));
        args.addAll(List.of("--show-intermediate", "--seed", "3"));
        Cli.Result result = Cli.run(Cli.TERMINAL, args.toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isZero();
        String first = result.out().substring(0, result.out().indexOf("\u001b[J"));
        assertThat(first).isEqualTo("step 0/3  t=1.000\u001b[K\n" + "·".repeat(24) + "\u001b[K\n");
    }

    @Test
    void aTerminalIsNotMadeToObeyTheText() {
        String text = "a\u001b[31m\r\u009bb\n\tc";
        String[] perturb = {"perturb", text, "-t", "0", "--quiet", "--model", gpt2.toString()};
        assertThat(run(perturb).out()).isEqualTo(text + "\n");
        assertThat(Cli.run(Cli.TERMINAL, perturb).out()).isEqualTo("a\ufffd[31m\ufffd\ufffdb\n\tc\n");
        String[] sample = {"sample", "--quiet", "--length", "12", "--prefix", text, "--model", gpt2.toString()};
        assertThat(run(sample).out()).startsWith("a\u001b");
        assertThat(Cli.run(Cli.TERMINAL, sample).out())
                .startsWith("a\ufffd[31m")
                .doesNotContain("\u001b", "\r");
    }

    @Test
    void noiseMovesTokens() {
        assertThat(perturb("Hello world 😀", "0")).isEqualTo("Hello world 😀\n");
        assertThat(perturb("Hello world", "1")).isEqualTo("··\n");
        int[] smile = BytePairTokenizer.gpt2().encode(" 😀");
        assertThat(perturb(" 😀", "1")).isEqualTo("·".repeat(smile.length) + "\n");
    }

    @Test
    void specialTextIsATokenWhereThatIsAskedFor() {
        String[] prompt = {"--length", "9", "--prefix", "<|endoftext|>"};
        assertThat(tokens(sample(prompt))).startsWith(27, 91, 437, 1659, 5239, 91, 29);
        assertThat(tokens(sample("--length", "9", "--prefix", "<|endoftext|>Hello", "--special-text")))
                .startsWith(END, HELLO);
        Cli.Result none = Cli.small("sample", "--special-text");
        assertThat(none.code()).isEqualTo(ExitCode.SOFTWARE);
        assertThat(none.err())
                .isEqualTo("sedd: --special-text: the model's vocabulary, 65 characters, has no special text\n");
    }

    @Test
    void scoresHaveAPlaceForEveryTokenAndTheMask() throws IOException {
        Path tokens = Files.writeString(folder.resolve("tokens.json"), "[[15496, 50257, 50256]]");
        Path out = folder.resolve("scores.safetensors");
        String[] args = {"score", "-m", gpt2.toString(), "--tokens", tokens.toString(), "--sigma", "0.5"};
        run(with(args, "--out", out.toString()));
        try (Tensors scores = SafetensorsFile.open(out)) {
            assertThat(scores.info("log_score").shape()).containsExactly(1, 3, 50258);
            assertThat(scores.floats("log_score")[HELLO]).isZero();
            assertThat(scores.floats("log_score")[50258 + MASK]).isZero();
        }
        Files.writeString(tokens, "[[50258]]");
        assertThat(Cli.run(with(args, "--out", out.toString())).err())
                .contains("row 0, position 0: 50258 is no token id from 0 to 50257");
    }

    @Test
    void aConvertedModelWritesTheSame() {
        Path out = folder.resolve("converted");
        run("convert", gpt2.toString(), out.toString());
        assertThat(out).isDirectoryNotContaining("glob:**{vocab,tokenizer}*");
        String[] args = {"sample", "--steps", "2", "--seed", "4", "--model"};
        assertThat(run(with(args, out.toString())).out())
                .isEqualTo(run(with(args, gpt2.toString())).out());
    }

    @Test
    void vocabulariesOfBytePairsAreReadFromFiles() throws IOException {
        Path model = folder.resolve("model");
        TinyModel.write(model, 260, null);
        Files.copy(Cli.resource("pairs/vocab.json"), model.resolve("vocab.json"));
        Files.copy(Cli.resource("pairs/merges.txt"), model.resolve("merges.txt"));
        assertThat(run("inspect", model.toString()).out()).containsPattern("vocabulary +260 byte pairs\n");
        String[] args = {"infill", "low[[2]] low", "--steps", "2", "--seed", "4", "--json", "--model"};
        JsonNode sample =
                JsonMapper.shared().readTree(run(with(args, model.toString())).out());
        assertThat(tokens(sample)).hasSize(5).startsWith(257, 'w').endsWith(259);
        Path converted = folder.resolve("converted");
        run("convert", model.toString(), converted.toString());
        assertThat(converted.resolve("tokenizer.json")).exists();
        JsonNode again = JsonMapper.shared()
                .readTree(run(with(args, converted.toString())).out());
        assertThat(tokens(again)).containsExactly(tokens(sample));
        assertThat(again.get("text")).isEqualTo(sample.get("text"));
        Files.delete(model.resolve("merges.txt"));
        isFailure(Cli.run("sample", "-m", model.toString()), model.resolve("merges.txt") + ": there is no such file");
    }

    @Test
    void aMissingOrWrongVocabularyIsTold() throws IOException {
        Path model = folder.resolve("model");
        TinyModel.write(model, 300, null);
        isFailure(
                Cli.run("sample", "-m", model.toString()),
                "there is no vocabulary beside " + model + ", a model of 300 tokens; name one with --vocab FILE");
        Path pairs = Cli.resource("pairs/vocab.json");
        isFailure(
                Cli.run("sample", "-m", model.toString(), "--vocab", pairs.toString()),
                pairs + " has 260 tokens, the model 300");
        Path text = Files.writeString(folder.resolve("abc.txt"), "abc");
        isFailure(
                Cli.run("sample", "-m", gpt2.toString(), "--vocab", text.toString()),
                text + " has 3 tokens, the model 50257");
        Path wrong = folder.resolve("wrong");
        TinyModel.write(wrong, 300, null);
        Vocabularies.write(new CharacterTokenizer("abc"), wrong);
        isFailure(
                Cli.run("perturb", "a", "-t", "0", "-m", wrong.toString()),
                wrong
                        + ": the vocabulary beside the model has 3 tokens, but the model has 300; put the right vocab.json"
                        + " or tokenizer.json there");
    }

    private static void isFailure(Cli.Result result, String message) {
        assertThat(result.err()).isEqualTo("sedd: " + message + "\n");
        assertThat(result.code()).isEqualTo(ExitCode.SOFTWARE);
        assertThat(result.out()).isEmpty();
    }

    private static Cli.Result run(String... args) {
        Cli.Result result = Cli.run(args);
        assertThat(result.code()).as(result.err()).isZero();
        return result;
    }

    /** Runs with GPT-2's tokens, in two steps. */
    private static Cli.Result generate(String... args) {
        return Cli.run(with(args, "--model", gpt2.toString(), "--steps", "2"));
    }

    private static JsonNode sample(String... options) {
        return JsonMapper.shared()
                .readTree(generate(with(new String[] {"sample", "--json"}, options))
                        .out());
    }

    private static String perturb(String text, String time) {
        return run("perturb", text, "-t", time, "--seed", "1", "-m", gpt2.toString())
                .out();
    }

    private static int[] tokens(JsonNode sample) {
        JsonNode tokens = sample.get("tokens");
        return IntStream.range(0, tokens.size())
                .map(i -> tokens.get(i).intValue())
                .toArray();
    }

    private static String[] with(String[] args, String... more) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
