package dev.sedd.model.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedd.kernels.Workers;
import dev.sedd.model.checkpoint.AtomicFiles;
import dev.sedd.model.checkpoint.CheckpointException;
import dev.sedd.model.checkpoint.Settings;
import dev.sedd.model.training.DivergedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run whose changes are refused, whose files are damaged, or that could never begin. */
class DamagedRunTest {
    private static final String SETTINGS = """
            graph: {type: absorb}
            model: {hidden_size: 16, cond_dim: 8, length: 12, n_blocks: 1, n_heads: 2}
            training: {seed: 3, n_iters: 4, batch_size: 8, eval_freq: 1}
            optim: {lr: 1.0e-2}
            """;

    @TempDir
    private Path folder;

    private Path run;
    private Path text;

    @BeforeEach
    void write() throws IOException {
        run = folder.resolve("run");
        text = Files.writeString(folder.resolve("text.txt"), "the cat and the dog and the cow ate. ".repeat(30));
    }

    /** What was refused is not kept: the run goes on as if nobody had asked. */
    @ParameterizedTest
    @ValueSource(strings = {"n_iters: 3", "seed: 4", "batch_size: 4", "accum: 2"})
    void aRefusedChangeLeavesTheRunAsItWas(String change) throws IOException {
        try (Run first = create(SETTINGS)) {
            first.train(RunListener.NONE);
        }
        byte[] before = Files.readAllBytes(run.resolve("config.json"));
        assertThatThrownBy(() -> resume("training: {" + change + "}")).isInstanceOf(CheckpointException.class);
        assertThat(run.resolve("config.json")).hasBinaryContent(before);
        resume("training: {n_iters: 5}").close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"model: {n_blocks: 2}", "noise: {type: geometric}", "data: {layout: lines}"})
    void aRunKeepsItsNetworkAndItsText(String change) throws IOException {
        create(SETTINGS).close();
        byte[] before = Files.readAllBytes(run.resolve("config.json"));
        assertThatThrownBy(() -> resume(change))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("its network and its text; begin another run to change them");
        assertThat(run.resolve("config.json")).hasBinaryContent(before);
    }

    /** Killed between a validation and the next checkpoint, and then told to learn otherwise. */
    @Test
    void theBestWeightsAreOfStepsThatTheRunHasDone() throws IOException {
        try (Run first = create(SETTINGS)) {
            first.train(RunListener.NONE);
        }
        byte[] checkpoint = Files.readAllBytes(run.resolve("checkpoint.safetensors"));
        byte[] best = Files.readAllBytes(run.resolve("best.safetensors"));
        try (Run longer = resume("training: {n_iters: 40}")) {
            longer.train(RunListener.NONE);
        }
        assertThat(Files.readAllBytes(run.resolve("best.safetensors"))).isNotEqualTo(best);
        byte[] later = Files.readAllBytes(run.resolve("best.safetensors"));
        Files.write(run.resolve("checkpoint.safetensors"), checkpoint);
        resume("training: {n_iters: 6}").close(); // that the best is gone is remembered
        assertThat(run.resolve("best.safetensors")).doesNotExist();
        try (Run other = resume("optim: {lr: 1.0e-5}")) {
            other.train(RunListener.NONE);
        }
        assertThat(Files.readAllBytes(run.resolve("best.safetensors"))).isNotEqualTo(later);
    }

    @Test
    void whatIsNoLineOfMetricsIsCutOff() throws IOException {
        create(SETTINGS).close();
        Files.write(run.resolve("metrics.jsonl"), new byte[] {'{', (byte) 0xFF, (byte) 0xFE});
        try (Run training = resume("training: {n_iters: 2}")) {
            training.train(RunListener.NONE);
        }
        assertThat(MetricsFile.read(run.resolve("metrics.jsonl"))).hasSize(2);
    }

    @Test
    void aClosedRunDoesNothing() throws IOException {
        Run old = create(SETTINGS);
        old.train(RunListener.NONE);
        old.close();
        old.close();
        byte[] model = Files.readAllBytes(run.resolve("model.safetensors"));
        try (Run longer = resume("training: {n_iters: 6}")) {
            assertThatThrownBy(() -> old.train(RunListener.NONE))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("the run is closed");
            assertThat(run.resolve("model.safetensors")).hasBinaryContent(model);
            assertThat(longer.train(RunListener.NONE)).isTrue();
        }
    }

    @Test
    void whatAListenerThrowsIsNoDivergence() throws IOException {
        RunListener broken = new RunListener() {
            @Override
            public void onMetrics(Metrics metrics) {
                throw new ArithmeticException("its own");
            }
        };
        try (Run training = create(SETTINGS)) {
            assertThatThrownBy(() -> training.train(broken))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessage("its own");
        }
    }

    @Test
    void aRunThatHasNotBegunKeepsItsSeedAsWell() throws IOException {
        create(SETTINGS).close();
        assertThatThrownBy(() -> resume("training: {seed: 4}"))
                .hasMessageContaining("a run keeps its batch and its seed");
    }

    @Test
    void whatAKilledProcessLeftIsTakenAway() throws IOException {
        create(SETTINGS).close();
        Path unfinished = Files.createFile(AtomicFiles.beside(run.resolve("checkpoint.safetensors")));
        Path other = Files.createFile(run.resolve(".notes.tmp"));
        resume("training: {n_iters: 5}").close();
        assertThat(unfinished).doesNotExist();
        assertThat(other).exists();
    }

    @Test
    void tokensThatAreNotThoseThatWereWrittenAreRefused() throws IOException {
        create(SETTINGS).close();
        Path tokens = run.resolve("data.tokens");
        byte[] bytes = Files.readAllBytes(tokens);
        Arrays.fill(bytes, bytes.length - 40, bytes.length, (byte) 0);
        Files.write(tokens, bytes);
        assertThatThrownBy(() -> resume("training: {n_iters: 5}"))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("data.tokens: is damaged");
    }

    @Test
    void validationThatSeesTheDivergenceTellsItAsTrainingDoes() throws IOException {
        try (Run wild = create(SETTINGS.replace("lr: 1.0e-2", "lr: 1.0e+30"))) {
            assertThatThrownBy(() -> wild.train(RunListener.NONE))
                    .isInstanceOf(DivergedException.class)
                    .hasMessageMatching("step \\d+: .* lower learning rate.*");
        }
    }

    @Test
    void samplesThatSeeItTellItAsWell() throws IOException {
        String drawn = SETTINGS.replace("eval_freq: 1", "eval_freq: 0, snapshot_freq: 1");
        try (Run wild = create(drawn.replace("lr: 1.0e-2", "lr: 1.0e+30"))) {
            assertThatThrownBy(() -> wild.train(RunListener.NONE))
                    .isInstanceOf(DivergedException.class)
                    .hasMessageMatching("step \\d+: .* lower learning rate.*");
        }
    }

    @Test
    void aNetworkOfNoPossibleSizeLeavesNoFolder() {
        assertThatThrownBy(() -> create(SETTINGS.replace("hidden_size: 16", "hidden_size: 65536")))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("parameters do not fit an array");
        assertThat(folder).isDirectoryNotContaining("glob:**run*");
    }

    @Test
    void whatNoMemoryHoldsLeavesNoFolder() {
        assertThatThrownBy(() -> create(SETTINGS.replace("batch_size: 8", "batch_size: 1048576")))
                .isInstanceOf(CheckpointException.class)
                .hasMessageMatching(".*run: (no room for training on 1048576 examples at once: .* -Xmx\\d+m"
                        + "|12582912 rows of \\d+ activations do not fit an array; use a smaller batch)");
        assertThat(folder).isDirectoryNotContaining("glob:**run*");
    }

    @Test
    void aRunThatHasLostItsCheckpointDoesNotBeginAnew() throws IOException {
        try (Run first = create(SETTINGS)) {
            first.train(RunListener.NONE);
        }
        Files.delete(run.resolve("checkpoint.safetensors"));
        byte[] model = Files.readAllBytes(run.resolve("model.safetensors"));
        assertThatThrownBy(() -> resume("training: {n_iters: 5}"))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("checkpoint.safetensors: is missing")
                .hasMessageEndingWith("by --init " + run);
        assertThat(run.resolve("model.safetensors")).hasBinaryContent(model);
    }

    @Test
    void aModelsFolderGetsNoLock() throws IOException {
        Path model = Files.createDirectory(folder.resolve("model"));
        Files.writeString(model.resolve("config.json"), "{}");
        assertThatThrownBy(() -> Run.resume(model, Optional.empty(), Workers.sequential()))
                .hasMessageContaining("is a model's folder, not a run's");
        assertThat(model.resolve(".lock")).doesNotExist();
    }

    private Run create(String settings) throws IOException {
        return Run.create(run, settings(settings), text, Optional.empty(), Workers.sequential());
    }

    private Run resume(String changes) throws IOException {
        return Run.resume(run, Optional.of(settings(changes)), Workers.sequential());
    }

    private static Settings settings(String yaml) throws IOException {
        return Settings.yaml("settings", yaml.getBytes(StandardCharsets.UTF_8));
    }
}
