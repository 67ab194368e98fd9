package dev.sedd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
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
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.ExitCode;

/** {@code sedd train}: what it shows, what it leaves, and what it refuses. */
class TrainTest {
    @TempDir
    private Path folder;

    private Path text;
    private Path run;

    @BeforeEach
    void write() throws IOException {
        text = Files.writeString(folder.resolve("text.txt"), "to be or not to be\n".repeat(40));
        run = folder.resolve("run");
    }

    @Test
    void theFolderIsAModelAtOnce() throws IOException {
        Cli.Result result = train("--steps", "6", "--seed", "1");
        assertThat(result.err()).contains("training " + run, "done; try: sedd sample --model " + run);
        assertThat(result.code()).isZero();
        assertThat(result.errLines().stream().filter(line -> line.startsWith("step ")))
                .hasSize(3)
                .allMatch(line -> line.matches(
                        "step \\d/6  loss [\\d.]+  lr [\\de.-]+  grad [\\de.-]+  \\d+ tokens/s.*  0:\\d\\d left"));
        Cli.Result sample = Cli.run("sample", "--model", run.toString(), "--steps", "2", "--quiet");
        assertThat(sample.code()).isZero();
        assertThat(sample.out()).hasSize(9);
        BufferedImage losses = ImageIO.read(run.resolve("loss.png").toFile());
        assertThat(losses.getRGB(0, 0, 1800, 920, null, 0, 1800)).contains(0xFF1F77B4, 0xFFE6862A);
        assertThat(Cli.run("perturb", "to be", "-t", "0.5", "--model", run.toString())
                        .code())
                .isZero();
        assertThat(Cli.run("infill", "to [[2]]", "--model", run.toString(), "--steps", "2")
                        .code())
                .isZero();
    }

    @Test
    void aBarOnATerminal() {
        List<String> args = arguments("--steps", "6", "--seed", "1");
        Cli.Result result = Cli.run(Cli.TERMINAL, args.toArray(String[]::new));
        assertThat(result.err()).contains("\rtraining").doesNotContain("step 2/6");
    }

    @Test
    void quietMeansQuiet() {
        assertThat(train("--steps", "2", "--seed", "1", "--quiet").err()).isEmpty();
        assertThat(train("--steps", "2").code()).as("the folder is taken").isEqualTo(ExitCode.SOFTWARE);
    }

    /** Of twenty lines every tenth is kept back; a byte order mark is no letter. */
    @Test
    void aModelOfLinesIsMeasuredOnLines() throws IOException {
        Files.writeString(text, "\uFEFF" + "anna\nbob\n".repeat(10));
        assertThat(train("--lines", "--steps", "2", "--seed", "1").code()).isZero();
        assertThat(Files.readString(run.resolve("vocab.json"))).doesNotContain("\uFEFF");
        assertThat(eval("all")).contains("text       " + text + ", lines, all: 20 windows of 8 tokens\n");
        assertThat(eval("train")).contains("lines, train: 18 windows of 8 tokens\n");
        assertThat(eval("validation")).contains("lines, validation: 2 windows of 8 tokens\n");
        assertThat(Cli.run("eval", "--lines", "--data", "ptb", run.toString(), text.toString())
                        .err())
                .contains("--lines is for plain text");
        String tokens = run.resolve("data.tokens").toString();
        String vocabulary = run.resolve("vocab.json").toString();
        String out = folder.resolve("other").toString();
        isFailure(
                Cli.run("train", tokens, "--vocab", vocabulary, "--preset", "tiny", "--length", "8", "--out", out),
                "is a file of lines, which are examples of their own; ask for that (--lines)");
    }

    private String eval(String split) {
        return Cli.run("eval", run.toString(), text.toString(), "--lines", "--split", split, "--draws", "1")
                .out();
    }

    @Test
    void namesOptionsThatTheRunDoesNotUse() {
        String[] some = {
            "--steps", "1", "--seed", "1", "--schedule", "constant", "--min-lr", "0.5", "--optimizer", "adamw"
        };
        assertThat(train(some).err()).contains("options: not used: optim.min_lr\n");
    }

    @Test
    void saysThatNothingIsKeptBack() throws IOException {
        Files.writeString(text, "to be or not");
        assertThat(train("--steps", "1", "--seed", "1").err())
                .contains(text + " is too short to keep an example back: no validation, no best.safetensors");
        assertThat(run.resolve("best.safetensors")).doesNotExist();
    }

    @Test
    void namesItsSeedWhereNoneWasGiven() throws IOException {
        String seed = train("--steps", "1").errLines().getFirst();
        assertThat(seed).matches("seed \\d+");
        assertThat(Files.readString(run.resolve("config.json"))).contains("\"seed\" : " + seed.substring(5) + ",");
    }

    @Test
    void goesOn() throws IOException {
        train("--steps", "4", "--seed", "1");
        Cli.Result result = Cli.run("train", "--resume", run.toString(), "--steps", "6", "--lr", "1e-4");
        assertThat(result.err()).contains("going on at step 4 with " + run, "step 6/6");
        assertThat(Files.readString(run.resolve("config.json"))).contains("\"n_iters\" : 6", "\"lr\" : 1.0E-4");
        assertThat(Files.readString(run.resolve("metrics.jsonl")).lines()).hasSize(3);
    }

    @Test
    void readsSettingsFromAFileBelowItsOptions() throws IOException {
        Path config = Files.writeString(folder.resolve("my.yaml"), """
                training: {n_iters: 3, batch_size: 2, n_iter: 4}
                model: {hidden_size: 8, n_heads: 1, cond_dim: 4, length: 9}
                noise: {sigma_max: 20}
                data: {train: wikitext, valid: wikitext}
                ngpus: 8
                """);
        Cli.Result result = Cli.run(
                "train",
                text.toString(),
                "--out",
                run.toString(),
                "--config",
                config.toString(),
                "--preset",
                "tiny",
                "--blocks",
                "1",
                "--optimizer",
                "muon",
                "--steps",
                "2",
                "--seed",
                "1");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err())
                .startsWith(config
                        + ": not used: training.n_iter, noise.sigma_max, data.train, data.valid, ngpus\ntraining ");
        assertThat(Files.readString(run.resolve("config.json")))
                .contains("\"optimizer\" : \"Muon\"")
                .contains("\"n_iters\" : 2", "\"batch_size\" : 2", "\"length\" : 9", "\"n_blocks\" : 1");
    }

    @Test
    void beginsWithAnotherModel() throws IOException {
        assertThat(train("--steps", "2", "--seed", "1").code()).isZero();
        String second = folder.resolve("second").toString();
        String[] more = {
            "train", text.toString(), "--out", second, "--init", run.toString(), "--steps", "1", "--seed", "2"
        };
        Cli.Result result = Cli.run(more);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(Files.readString(Path.of(second, "vocab.json")))
                .isEqualTo(Files.readString(run.resolve("vocab.json")));
        String third = folder.resolve("third").toString();
        isFailure(
                Cli.run("train", text.toString(), "--out", third, "--init", run.toString(), "--length", "7"),
                "is another network than is to be trained");
        Files.writeString(text, "to be or not to be?\n".repeat(40));
        isFailure(Cli.run("train", text.toString(), "--out", third, "--init", run.toString()), "'?'");
    }

    @Test
    void cutsTextIntoBytePairs() throws IOException {
        assertThat(train("--gpt2", "--steps", "1", "--seed", "1", "--samples", "1")
                        .code())
                .isZero();
        assertThat(Files.readString(run.resolve("config.json"))).contains("\"tokens\" : 50257");
        assertThat(Cli.run("train", "--resume", run.toString()).code()).isZero();
    }

    static Stream<List<String>> wrongUsage() {
        return Stream.of(
                List.of("a new run needs DATA and --out RUN", "train"),
                List.of("a new run needs DATA and --out RUN", "train", "text.txt"),
                List.of("leave out DATA", "train", "text.txt", "--resume", "run"),
                List.of("mutually exclusive", "train", "x", "--out", "y", "--gpt2", "--vocab", "z"),
                List.of("leave out DATA, --out, --init", "train", "--resume", "run", "--init", "model"),
                List.of("leave out --hidden-size", "train", "--resume", "run", "--hidden-size", "8"),
                List.of("leave out --seed", "train", "--resume", "run", "--steps", "9", "--seed", "8"),
                List.of(
                        "'big' is not one of [default, baby, names, tiny]",
                        "train",
                        "x",
                        "--out",
                        "y",
                        "--preset",
                        "big"),
                List.of("'--lr': 'inf' is not a finite number", "train", "x", "--out", "y", "--lr", "inf"),
                List.of("'--warmup': '-1' is not a whole number from 0", "train", "x", "--out", "y", "--warmup", "-1"),
                List.of("'gpt' is not one of [sedd, nanogpt]", "train", "x", "--out", "y", "--family", "gpt"),
                List.of(
                        "hidden_size=100 is not a multiple of n_heads=3",
                        "train",
                        "x",
                        "--out",
                        "y",
                        "--hidden-size",
                        "100",
                        "--heads",
                        "3"),
                List.of("training.accum=3 does not divide", "train", "x", "--out", "y", "--accumulate", "3"),
                List.of("the learning rate -1.0 is not", "train", "x", "--out", "y", "--lr", "-1"),
                List.of("dropout=1.0 is not in [0, 1)", "train", "x", "--out", "y", "--dropout", "1"));
    }

    @ParameterizedTest
    @MethodSource
    void wrongUsage(List<String> messageAndArguments) {
        Cli.Result result = Cli.run(messageAndArguments.stream().skip(1).toArray(String[]::new));
        assertThat(result.err()).contains(messageAndArguments.getFirst());
        assertThat(result.errLines()).hasSize(2);
        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void badInputIsOneLineAndLeavesNothing() throws IOException {
        refuses("text.txt: the file is empty", "");
        refuses("text.txt: has 5 tokens", "to be");
        refuses("text.txt: holds a NUL character", "a\0b");
        refuses("text.txt: the file is empty but for a byte order mark", "\uFEFF");
        Files.write(text, new byte[] {(byte) 0x80, 1, 2, 3});
        isFailure(train("--steps", "2", "--seed", "1"), "text.txt: is not UTF-8 text: byte 1 begins no character");
        isFailure(
                Cli.run("train", folder.resolve("none").toString(), "--out", run.toString()),
                "none: there is no such file");
        Files.writeString(text, "one\na line that is too long\n");
        isFailure(train("--lines", "--steps", "2", "--seed", "1"), "line 2 has 23 tokens, more than the length of 8");
        Path config = Files.writeString(folder.resolve("my.yaml"), "model: {hidden_size: 9, n_heads: 2}");
        isFailure(train("--seed", "1", "--config", config.toString()), "--config", "my.yaml");
        assertThat(run).doesNotExist();
        isFailure(Cli.run("train", "--resume", run.toString()), "there is no run in this folder");
    }

    private void refuses(String message, String content) throws IOException {
        Files.writeString(text, content);
        isFailure(train("--steps", "2", "--seed", "1"), message);
        assertThat(run).doesNotExist();
    }

    private static void isFailure(Cli.Result result, String... messages) {
        assertThat(result.err()).contains(messages[messages.length - 1]);
        assertThat(result.errLines()).hasSize(1);
        assertThat(result.err()).startsWith("sedd: ").doesNotContain("internal error");
        assertThat(result.code()).isEqualTo(ExitCode.SOFTWARE);
        assertThat(result.out()).isEmpty();
    }

    private Cli.Result train(String... more) {
        return Cli.run(arguments(more).toArray(String[]::new));
    }

    private List<String> arguments(String... more) {
        List<String> args = new ArrayList<>(List.of("train", text.toString(), "--out", run.toString()));
        args.addAll(List.of("--preset", "tiny", "--blocks", "1", "--length", "8", "--log-every", "2"));
        if (!List.of(more).contains("--config")) {
            args.addAll(List.of("--hidden-size", "8", "--heads", "1", "--cond-dim", "4"));
        }
        args.addAll(List.of(more));
        return args;
    }
}
