package dev.sedd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ExitCode;

/** Whatever is asked wrongly: one line that tells what, and the right exit code. */
class MisuseTest {
    @TempDir
    private Path folder;

    static Stream<List<String>> wrongUsage() {
        return Stream.of(
                List.of("sedd: Unknown command: 'sampel'; did you mean sample?", "sampel"),
                List.of("sedd: Unexpected argument: 'more'", "inspect", "model", "more"),
                List.of("Unknown option: '--foo'", "sample", "--foo"),
                List.of("'--steps': '0' is not a whole number", "sample", "--steps", "0"),
                List.of("'--steps': '-3' is not a whole number", "sample", "--steps", "-3"),
                List.of("'--steps': '1e3' is not a whole number", "sample", "--steps", "1e3"),
                List.of("'--length': '0' is not a whole number", "sample", "--length", "0"),
                List.of("'--samples': '0' is not a whole number", "sample", "-n", "0"),
                List.of("'--samples': '9999999999' is not", "sample", "-n", "9999999999"),
                List.of("'--batch-size': '0' is not a whole number", "sample", "--batch-size", "0"),
                List.of("'--threads': '0' is not a whole number", "sample", "--threads", "0"),
                List.of("'--threads': '5000' is more than 1024 threads", "sample", "--threads", "5000"),
                List.of("'--heads': '0' is not a whole number", "sample", "--heads", "0"),
                List.of("'--seed': 'x' is not a whole number", "sample", "--seed", "x"),
                List.of("'x' is not one of [tweedie, euler]", "sample", "--sampler", "x"),
                List.of("'maybe' is not one of [auto, always, never]", "sample", "--progress", "maybe"),
                List.of("Missing required parameter: 'TEMPLATE'", "infill"),
                List.of("character 4: the gap at '[[x]]' holds no number", "infill", "ab [[x]]"),
                List.of("no gap to fill", "infill", "nothing to do"),
                List.of("sedd: Missing required argument", "perturb", "text"),
                List.of("mutually exclusive", "perturb", "text", "-t", "0.5", "--sweep"),
                List.of("'1.5' is not a time from 0 to 1", "perturb", "text", "-t", "1.5"),
                List.of("'-0.1' is not a time from 0 to 1", "perturb", "text", "-t", "-0.1"),
                List.of("'NaN' is not a finite number", "perturb", "text", "-t", "NaN"),
                List.of("'cubic' is not one of [uniform, absorb]", "perturb", "text", "-t", "0", "--graph", "cubic"),
                List.of("TEXT: character 2 of the text, '€' (U+20AC)", "perturb", "a€", "-t", "0.5"),
                List.of("Missing required parameter: 'DATA'", "eval"),
                List.of("--whole is for a corpus", "eval", "x", "--whole"),
                List.of("'third' is not one of [all, train, validation]", "eval", "x", "--split", "third"),
                List.of("'bound.svg' does not end with .png", "eval", "x", "--plot", "bound.svg"),
                List.of("'--draws': '0' is not a whole number", "eval", "x", "--draws", "0"),
                List.of("two models are named, a and --model b; name one", "eval", "a", "x", "--model", "b"),
                List.of("Unknown command: 'ratios'; did you mean ratio?", "demo", "ratios"),
                List.of("'0' is not greater than 0", "demo", "ratio", "--lr", "0"),
                List.of("'a?b' is no possible name of a file", "score", "--tokens", "a\0b"),
                List.of("Missing required parameter: 'TEXT'", "demo", "loss"),
                List.of("TEXT is empty", "demo", "loss", ""),
                List.of("TEXT has 257 tokens, the model's longest text 256", "demo", "loss", "a".repeat(257)),
                List.of("at t = 0.0 there is no noise; give a greater -t", "demo", "loss", "a", "-t", "0"),
                List.of("TEXT: character 1 of the text, '€' (U+20AC)", "demo", "cipher", "€"),
                List.of("Missing required options", "score"),
                List.of("'inf' is not a finite number", "score", "--tokens", "x", "--sigma", "inf", "--out", "y"),
                List.of("'0' is not a finite number greater", "score", "--tokens", "x", "--sigma", "0", "--out", "y"),
                List.of(
                        "'1e60' is not a finite number greater",
                        "score",
                        "--tokens",
                        "x",
                        "--sigma",
                        "1e60",
                        "-o",
                        "y"),
                List.of("'f64' is not one of [f32, bf16, f16]", "convert", "in", "out", "--dtype", "f64"),
                List.of("Missing required parameters: 'IN', 'OUT'", "convert"));
    }

    @ParameterizedTest
    @MethodSource
    void wrongUsage(List<String> messageAndArguments) {
        isWrongUsage(
                Cli.run(messageAndArguments.stream().skip(1).toArray(String[]::new)), messageAndArguments.getFirst());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--prefix", "--suffix"})
    void unknownCharacterInAPrompt(String option) {
        isWrongUsage(Cli.small("sample", option, "a\u00e9"), option + ": character 2 of the text, 'é' (U+00E9)");
    }

    @Test
    void promptsThatDoNotFit() {
        isWrongUsage(Cli.small("sample", "--length", "33"), "--length 33 is longer than the model's texts, 32");
        isWrongUsage(
                Cli.small("sample", "--length", "4", "--prefix", "abc", "--suffix", "de"),
                "--prefix and --suffix have 5 tokens, the text only 4");
        isWrongUsage(Cli.small("sample", "--prefix", "a".repeat(33)), "have 33 tokens, the text only 32");
        isWrongUsage(Cli.small("infill", "abc[[30]]"), "the template is 33 tokens long, the model's longest text 32");
        isWrongUsage(Cli.small("infill", "[[2147483647]][[2147483647]]a"), "is 4294967295 tokens long");
        isWrongUsage(Cli.small("infill", "€[[3]]"), "template: character 1 of the text, '€'");
    }

    @Test
    void modelsThatAreNotThere() throws IOException {
        isFailure(Cli.run("sample", "--model", "no/such/model"), "no/such/model: there is no such model");
        isFailure(Cli.run("inspect", folder.resolve("none").toString()), "there is no such model");
        isFailure(Cli.run("sample", "--model", folder.toString()), "no checkpoint in this folder");
        Path garbage = Files.writeString(folder.resolve("model.safetensors"), "garbage");
        isFailure(Cli.run("inspect", garbage.toString()), "model.safetensors");
        isFailure(Cli.run("convert", garbage.toString(), folder.resolve("out").toString()), "model.safetensors");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void vocabulariesThatDoNotFit() throws IOException {
        Path text = Files.writeString(folder.resolve("abc.txt"), "abc");
        isFailure(Cli.small("sample", "--vocab", text.toString()), "abc.txt has 3 tokens, the model 65");
        isFailure(Cli.small("sample", "--vocab", folder.resolve("none.txt").toString()), "none.txt");
    }

    @Test
    void configurationsThatContradictTheTensorsAreToldBeforeAMissingVocabulary() throws IOException {
        String text = Files.readString(Path.of(Cli.model(), "config.json"));
        Files.writeString(folder.resolve("config.json"), text.replaceFirst("\"tokens\": *65", "\"tokens\": 70"));
        Files.copy(Path.of(Cli.model(), "model.safetensors"), folder.resolve("model.safetensors"));
        isFailure(Cli.run("sample", "--model", folder.toString()), "is 71 in the configuration, but 66 in the tensors");
    }

    @Test
    void foldersThatStandWhereAFileIsDue() {
        String out = folder.resolve("out.safetensors").toString();
        isFailure(
                Cli.run("score", "--tokens", folder.toString(), "--sigma", "1", "--out", out),
                folder + ": is not a file");
    }

    @Test
    void outputsThatCannotBeWrittenAreToldBeforeTheModelIsRead() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        isFailure(Cli.small("sample", "--out", folder.toString()), "cannot write " + folder + ": it is a folder");
        String below = file.resolve("below").toString();
        Cli.Result result = Cli.small("sample", "--out", below);
        isFailure(result, "cannot write " + below + ": there is no folder " + file);
        assertThat(result.err()).doesNotContain("seed");
        isFailure(score("[[1]]", "1", folder.resolve("no/out").toString()), "there is no folder");
    }

    @Test
    void tokenFilesThatHoldNoRows() throws IOException {
        String out = folder.resolve("out.safetensors").toString();
        isFailure(score("[[1, 2", "1", out), "tokens.json: not JSON");
        isFailure(score("[[1]] [[2]]", "1", out), "tokens.json: not JSON");
        isFailure(score("[".repeat(100_000), "1", out), "tokens.json: not JSON");
        isFailure(score("[[1, 2]", "1", out), "cut short; write [[1, 2, 3], [4, 5, 6]]");
        isFailure(score("{}", "1", out), "not rows of token ids");
        isFailure(score("[]", "1", out), "not rows of token ids");
        isFailure(score("[[]]", "1", out), "not rows of token ids");
        isFailure(score("[[1, 2], [3]]", "1", out), "row 1 is 1 tokens, row 0 has 2");
        isFailure(score("[[1, 2], 3]", "1", out), "row 1 is no array");
        isFailure(score("[[1, 66]]", "1", out), "row 0, position 1: 66 is no token id from 0 to 65");
        isFailure(score("[[-1]]", "1", out), "row 0, position 0: -1 is no token id");
        isFailure(score("[[1.5]]", "1", out), "1.5 is no token id");
        isFailure(score("[[\"a\"]]", "1", out), "\"a\" is no token id");
        isFailure(score("[[99999999999]]", "1", out), "99999999999 is no token id");
        isFailure(score("[[" + "1,".repeat(32) + "1]]", "1", out), "rows of 33 tokens are longer");
        isWrongUsage(score("[[1], [2], [3]]", "1,2", out), "--sigma has 2 numbers");
        assertThat(Path.of(out)).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stackTracesOnlyWhenAskedFor(boolean first) {
        String[] args = first
                ? new String[] {"--verbose", "inspect", "no/such/model"}
                : new String[] {"inspect", "no/such/model", "--verbose"};
        Cli.Result result = Cli.run(args);
        assertThat(result.code()).isEqualTo(ExitCode.SOFTWARE);
        assertThat(result.errLines().getFirst()).isEqualTo("sedd: no/such/model: there is no such model");
        assertThat(result.err()).contains("\tat dev.sedd.cli.");
    }

    private Cli.Result score(String json, String sigma, String out) throws IOException {
        Path tokens = Files.writeString(folder.resolve("tokens.json"), json);
        List<String> args = new ArrayList<>(List.of("score", "--model", Cli.model(), "--tokens", tokens.toString()));
        args.addAll(List.of("--sigma", sigma, "--out", out));
        return Cli.run(args.toArray(String[]::new));
    }

    private static void isWrongUsage(Cli.Result result, String message) {
        assertThat(result.err()).contains(message);
        assertThat(result.errLines()).hasSize(2);
        assertThat(result.errLines().getFirst()).startsWith("sedd: ");
        assertThat(result.errLines().getLast()).matches("Try 'sedd[ a-z]* --help'\\.");
        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.out()).isEmpty();
    }

    private static void isFailure(Cli.Result result, String message) {
        assertThat(result.err()).contains(message);
        assertThat(result.errLines()).hasSize(1);
        assertThat(result.err()).startsWith("sedd: ").doesNotContain("internal error");
        assertThat(result.code()).isEqualTo(ExitCode.SOFTWARE);
        assertThat(result.out()).isEmpty();
    }
}
