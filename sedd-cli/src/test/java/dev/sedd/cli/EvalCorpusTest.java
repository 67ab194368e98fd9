package dev.sedd.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sedd.model.tokens.BytePairTokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.ExitCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code eval --data}: corpora of the paper's table with a small model of GPT-2's tokens. */
class EvalCorpusTest {
    private static final String END = "<|endoftext|>";

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private static Path gpt2;

    private Path file;

    @BeforeAll
    static void writeModel() throws IOException {
        gpt2 = shared.resolve("gpt2");
        TinyModel.write(gpt2, BytePairTokenizer.gpt2().size(), BytePairTokenizer.gpt2());
    }

    @BeforeEach
    void nameFile() {
        file = folder.resolve("corpus.txt");
    }

    /** A break is written as ~. What comes out has the bound of the plain text that the rules make by hand. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            wikitext|` = Dogs = ~ The dog 's tail is 2 @.@ 5 feet long . ~~`|` = Dogs =~<E> The dog's tail is 2.5 feet long.~<E><E>`
            ptb|` mr. <unk> is n't N today ~ the company 's fault ~`|`mr. ? isn't 1 today<E>the company's fault<E>`
            lm1b|`Schools closed , then reversed .~" Why ? " he asked .~`|`Schools closed, then reversed.<E>"Why?" he asked.<E>`
            lambada|`{"text": "“ Why ? ” he asked her"}~plain words ~`|`~" Why ? " he asked her<E>~plain words<E>`
            """)
    void aCorpusIsItsCleanTextWithTheEndsOfDocuments(String corpus, String text, String clean) throws IOException {
        String plain = clean.replace('~', '\n').replace("<E>", END);
        int tokens = BytePairTokenizer.gpt2().withSpecialText().encode(plain).length;
        Files.writeString(file, plain);
        JsonNode expected = json("--length", "5", "--special-text");
        Files.writeString(file, text.replace('~', '\n'));
        JsonNode object = json("--length", "5", "--data", corpus, "--whole");
        for (String name : List.of("bound", "bound_error", "loss", "bits_per_token", "perplexity", "left_over")) {
            assertThat(object.get(name)).as(name).isEqualTo(expected.get(name));
        }
        assertThat(object.get("windows").intValue()).isEqualTo(tokens / 5);
        assertThat(object.get("corpus").stringValue()).isEqualTo(corpus);
        assertThat(object.get("packing").stringValue()).isEqualTo("whole");
        assertThat(expected.get("corpus").stringValue()).isEqualTo("plain");
        assertThat(expected.get("split").stringValue()).isEqualTo("all");
        double bound = object.get("bound").doubleValue();
        assertThat(object.get("perplexity").doubleValue()).isEqualTo(Math.exp(bound), within(1e-9 * Math.exp(bound)));
    }

    /** Nine documents in the paper's eight parts: two and seven times one, of 1 + 24 + 1 tokens each. */
    @Test
    void partsAreCutEachOnItsOwn() throws IOException {
        Files.writeString(file, (" dog".repeat(25) + "\n").repeat(9));
        Cli.Result grouped = eval("--data", "ptb");
        assertThat(grouped.out())
                .contains(
                        "text       " + file + ", ptb, grouped: 9 windows of 24 tokens, 18 left over\n",
                        "bits per token\n",
                        "perplexity\n");
        assertThat(grouped.err()).startsWith("9 windows, 1 draws in ");
        assertThat(eval("--data", "ptb", "--whole").out())
                .contains(", ptb, whole: 9 windows of 24 tokens, 18 left over\n");
        assertThat(eval("--data", "PTB", "-l", "20").out()).contains("grouped: 9 windows of 20 tokens, 54 left over\n");
        assertThat(eval("--data", "ptb", "-l", "20", "--whole").out())
                .contains("whole: 11 windows of 20 tokens, 14 left over\n");
    }

    @Test
    void vocabulariesWithoutAnEndOfTextHaveDocumentsSideBySide() throws IOException {
        Files.writeString(file, "to be or not to be that is\nthe question\n".repeat(4));
        String[] args = {"eval", Cli.model(), file.toString(), "--json", "--draws", "1"};
        JsonNode corpus = JsonMapper.shared()
                .readTree(Cli.run(with(args, "--data", "ptb", "--whole")).out());
        Files.writeString(file, "to be or not to be that isthe question".repeat(4));
        JsonNode plain = JsonMapper.shared().readTree(Cli.run(args).out());
        assertThat(corpus.get("bound")).isEqualTo(plain.get("bound"));
        assertThat(corpus.get("windows").intValue()).isEqualTo(4 * 38 / 32);
    }

    @Test
    void wrongUse() throws IOException {
        Cli.Result unknown = Cli.run("eval", "x", "--data", "wiki");
        assertThat(unknown.err()).contains("'wiki' is not one of [wikitext, ptb, lm1b, lambada, plain]");
        assertThat(unknown.code()).isEqualTo(ExitCode.USAGE);
        Cli.Result split = Cli.run("eval", "x", "--data", "ptb", "--split", "train");
        assertThat(split.errLines().getFirst())
                .isEqualTo("sedd: --split is for plain text; the parts of ptb are files of their own");
        assertThat(split.code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void filesThatAreNotTheCorpus() throws IOException {
        isFailure("{\"text\": \"a\"}\n{\"text\"\n", "lambada", "line 2 is not valid JSON");
        isFailure("{\"words\": \"a\"}\n", "lambada", "line 1 is an object without a text");
        Files.write(file, "a caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        isFailure("lm1b", "is not UTF-8 text");
        isFailure(
                "",
                "lambada",
                "as lambada a text of 0 documents and 0 tokens, shorter than one window of 24;"
                        + " use a longer text or a smaller --length");
        isFailure(
                "a dog\nand a dog\n",
                "ptb",
                "as ptb a text of 2 documents and 7 tokens, shorter than one window of 24;"
                        + " use a longer text or a smaller --length");
        isFailure(
                "a dog\n".repeat(16),
                "ptb",
                "as ptb a text of 16 documents and 48 tokens, which fall into groups that"
                        + " are shorter than one window of 24; put them together with --whole");
        Files.writeString(file, "to be\ncaf\u00e9\n");
        Cli.Result letters = Cli.run("eval", Cli.model(), file.toString(), "--data", "ptb");
        assertThat(letters.err())
                .startsWith("sedd: " + file + ": document 2: character 4 of the text, 'é' (U+00E9), is not in");
        assertThat(letters.errLines()).hasSize(1);
    }

    private void isFailure(String text, String corpus, String message) throws IOException {
        Files.writeString(file, text);
        isFailure(corpus, message);
    }

    private void isFailure(String corpus, String message) {
        Cli.Result result = Cli.run("eval", gpt2.toString(), file.toString(), "--data", corpus);
        assertThat(result.err()).isEqualTo("sedd: " + file + ": " + message + "\n");
        assertThat(result.code()).isEqualTo(ExitCode.SOFTWARE);
        assertThat(result.out()).isEmpty();
    }

    private JsonNode json(String... options) {
        return JsonMapper.shared().readTree(eval(with(options, "--json")).out());
    }

    private Cli.Result eval(String... options) {
        String[] args = {"eval", gpt2.toString(), file.toString(), "--draws", "1"};
        Cli.Result result = Cli.run(with(args, options));
        assertThat(result.code()).as(result.err()).isZero();
        return result;
    }

    private static String[] with(String[] args, String... more) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
