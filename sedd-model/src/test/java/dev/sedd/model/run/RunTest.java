package dev.sedd.model.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedd.kernels.Workers;
import dev.sedd.model.DiffusionModel;
import dev.sedd.model.checkpoint.Checkpoint;
import dev.sedd.model.checkpoint.CheckpointException;
import dev.sedd.model.checkpoint.Settings;
import dev.sedd.model.sampling.Prompt;
import dev.sedd.model.sampling.Tweedie;
import dev.sedd.model.tokens.CharacterTokenizer;
import dev.sedd.model.tokens.Tokenizer;
import dev.sedd.model.training.DivergedException;
import dev.sedd.model.training.Parameters;
import dev.sedd.model.training.Trainer;
import dev.sedd.model.training.TrainingState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run in its folder: what it writes, and that it goes on to the bit. */
class RunTest {
    private static final String SETTINGS = """
            graph: {type: absorb}
            model: {hidden_size: 16, cond_dim: 8, length: 12, n_blocks: 1, n_heads: 2, dropout: 0.1}
            training:
              {seed: 3, n_iters: 20, batch_size: 8, accum: 2, ema: 0.9, log_freq: 3, eval_freq: 8, snapshot_freq: 10,
               snapshot_freq_for_preemption: 4}
            optim: {lr: 1.0e-2, warmup: 3, schedule: cosine}
            eval: {examples: 5}
            sampling: {samples: 3, steps: 4}
            """;

    @TempDir
    private Path folder;

    private Path text;

    @BeforeEach
    void write() throws IOException {
        text = Files.writeString(folder.resolve("text.txt"), "the cat and the dog and the cow ate. ".repeat(30));
    }

    @Test
    void leavesAModelThatCanBeSampledFrom() throws IOException {
        List<Integer> steps = new ArrayList<>();
        List<Metrics> metrics = new ArrayList<>();
        List<Integer> checkpoints = new ArrayList<>();
        RunListener listener = new RunListener() {
            @Override
            public void onStep(Trainer.Report report) {
                steps.add(report.step());
            }

            @Override
            public void onMetrics(Metrics line) {
                metrics.add(line);
            }

            @Override
            public void onCheckpoint(int step) {
                checkpoints.add(step);
            }
        };
        Path run = folder.resolve("run");
        try (Run training = create(run)) {
            assertThat(training.train(listener)).isTrue();
            assertThat(training.step()).isEqualTo(20);
        }
        assertThat(steps).hasSize(20);
        assertThat(checkpoints).containsExactly(4, 8, 12, 16, 20);
        assertThat(metrics.stream().map(Metrics::step)).containsExactly(3, 6, 8, 9, 12, 15, 16, 18, 20);
        assertThat(metrics.stream().filter(m -> m.validation().isPresent()).map(Metrics::step))
                .containsExactly(8, 16, 20);
        assertThat(MetricsFile.read(run.resolve("metrics.jsonl"))).hasSameSizeAs(metrics);
        assertThat(run.resolve("samples/step-10.txt")).exists();
        assertThat(Files.readString(run.resolve("samples/step-20.txt")).length())
                .isEqualTo(3 * (12 + 2));
        DiffusionModel model = DiffusionModel.load(run, Workers.sequential());
        int[][] samples = model.sampler(new Tweedie(), 4).sample(Prompt.free(12), 2, 1);
        assertThat(model.tokenizer().decode(samples[0])).hasSize(12);
        DiffusionModel.load(run.resolve("best.safetensors"), Workers.sequential());
    }

    @Test
    void goesOnToTheBitAfterEveryStep() throws IOException {
        Path straight = folder.resolve("straight");
        try (Run run = create(straight)) {
            run.train(RunListener.NONE);
        }
        Path broken = folder.resolve("broken");
        create(broken).close();
        boolean done = false;
        for (int turns = 0; !done; turns++) {
            assertThat(turns).isLessThan(20);
            try (Workers workers = Workers.of(1 + turns % 3);
                    Run run = Run.resume(broken, Optional.empty(), workers)) {
                done = run.train(new RunListener() {
                    @Override
                    public void onStep(Trainer.Report report) {
                        run.stop();
                    }
                });
            }
        }
        assertSame(straight, broken);
    }

    @Test
    void goesOnFromTheLastCheckpointWhenItWasThrownOut() throws IOException {
        Path straight = folder.resolve("straight");
        try (Run run = create(straight)) {
            run.train(RunListener.NONE);
        }
        Path broken = folder.resolve("broken");
        create(broken).close();
        for (int stop : new int[] {2, 7, 11, 19}) {
            try (Run run = Run.resume(broken, Optional.empty(), Workers.sequential())) {
                assertThatThrownBy(() -> run.train(failingAt(stop))).hasMessage("out");
            }
        }
        try (Run run = Run.resume(broken, Optional.empty(), Workers.sequential())) {
            assertThat(run.step()).isEqualTo(16);
            run.train(RunListener.NONE);
        }
        assertSame(straight, broken);
    }

    @Test
    void canBeMadeLonger() throws IOException {
        Path run = folder.resolve("run");
        try (Run first = create(run)) {
            first.train(RunListener.NONE);
        }
        assertThatThrownBy(() -> resume(run, "training: {n_iters: 19}"))
                .hasMessageContaining("the run has done 20 steps already, more than the 19 asked for");
        try (Run longer = resume(run, "training: {n_iters: 24}")) {
            assertThat(longer.train(RunListener.NONE)).isTrue();
            assertThat(longer.step()).isEqualTo(24);
        }
        try (Run same = Run.resume(run, Optional.empty(), Workers.sequential())) {
            assertThat(same.recipe().steps()).isEqualTo(24);
            assertThat(same.train(RunListener.NONE)).isTrue();
        }
    }

    @Test
    void beginsWithAnotherModelsWeights() throws IOException {
        Path first = folder.resolve("first");
        try (Run training = create(first)) {
            training.train(new RunListener() {});
        }
        Path second = folder.resolve("second");
        Settings same = settings(SETTINGS.replace("dropout: 0.1", "dropout: 0.2"));
        try (Checkpoint model = Checkpoint.open(first)) {
            float[] weights =
                    Parameters.of(model.configuration(), model.weights()).values();
            Tokenizer vocabulary = model.tokenizer().orElseThrow();
            Run.create(second, same, text, vocabulary, model, Workers.sequential())
                    .close();
            try (OpenRun open = OpenRun.open(second, Optional.empty())) {
                TrainingState state = open.state(Workers.sequential()).state();
                assertThat(state.step()).isZero();
                assertThat(state.weights().values()).isEqualTo(weights);
                assertThat(state.average().values()).isEqualTo(weights);
            }
            try (Run training = Run.resume(second, Optional.empty(), Workers.sequential())) {
                assertThat(training.train(new RunListener() {})).isTrue();
            }
            Settings wider = settings(SETTINGS.replace("hidden_size: 16", "hidden_size: 32"));
            Path third = folder.resolve("third");
            assertThatThrownBy(() -> Run.create(third, wider, text, vocabulary, model, Workers.sequential()))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("first: is another network")
                    .hasMessageContaining("hidden_size=16")
                    .hasMessageContaining("hidden_size=32");
            assertThat(third).doesNotExist();
        }
    }

    @Test
    void refusesFoldersThatAreTaken() throws IOException {
        Path run = folder.resolve("run");
        try (Run first = create(run)) {
            assertThat(first.step()).isZero();
            assertThatThrownBy(() -> Run.resume(run, Optional.empty(), Workers.sequential()))
                    .hasMessageContaining("is being trained by another process");
        }
        assertThatThrownBy(() -> create(run)).hasMessageContaining("holds another run or model");
        assertThatThrownBy(() -> create(folder)).hasMessageContaining("is a folder that is not empty");
        assertThatThrownBy(() -> create(text)).hasMessageContaining("is no new folder");
        assertThatThrownBy(() -> Run.resume(folder, Optional.empty(), Workers.sequential()))
                .hasMessageContaining("there is no run in this folder");
    }

    @Test
    void refusesAnotherRunsCheckpoint() throws IOException {
        Path run = folder.resolve("run");
        create(run).close();
        String other = SETTINGS.replace("seed: 3", "seed: 4");
        try (Run another = create(folder.resolve("other"), other)) {
            another.train(RunListener.NONE);
        }
        Files.copy(folder.resolve("other/checkpoint.safetensors"), run.resolve("checkpoint.safetensors"));
        assertThatThrownBy(() -> Run.resume(run, Optional.empty(), Workers.sequential()))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("is another run's checkpoint");
        Files.copy(folder.resolve("other/model.safetensors"), run.resolve("model.safetensors"));
        Files.delete(run.resolve("checkpoint.safetensors"));
        Files.move(run.resolve("model.safetensors"), run.resolve("checkpoint.safetensors"));
        assertThatThrownBy(() -> Run.resume(run, Optional.empty(), Workers.sequential()))
                .hasMessageContaining("is no checkpoint of a run");
    }

    @Test
    void nothingIsLeftOfARunThatCouldNotBegin() throws IOException {
        Files.writeString(text, "too short");
        assertThatThrownBy(() -> create(folder.resolve("run"))).hasMessageContaining("not one example of 12");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(text);
        }
    }

    @Test
    void takesAFileOfTokensWhereItLies() throws IOException {
        create(folder.resolve("first")).close();
        Path tokens = folder.resolve("first/data.tokens");
        Settings settings = settings(SETTINGS);
        assertThatThrownBy(() ->
                        Run.create(folder.resolve("run"), settings, tokens, Optional.empty(), Workers.sequential()))
                .hasMessageContaining("does not hold its vocabulary");
        assertThatThrownBy(() -> Run.create(
                        folder.resolve("run"),
                        settings,
                        tokens,
                        Optional.of(new CharacterTokenizer("ab")),
                        Workers.sequential()))
                .hasMessageContaining("tokens, but the one given has 2");
        CharacterTokenizer own = new CharacterTokenizer(" .acdeghnotw");
        try (Run run = Run.create(folder.resolve("run"), settings, tokens, Optional.of(own), Workers.sequential())) {
            run.train(RunListener.NONE);
        }
        assertThat(folder.resolve("run/data.tokens")).doesNotExist();
        assertThat(folder.resolve("run/config.json")).content().containsSubsequence("layout", "tokens\" : \"" + tokens);
        try (Run run = Run.resume(folder.resolve("run"), Optional.empty(), Workers.sequential())) {
            assertThat(run.step()).isEqualTo(20);
        }
    }

    /** A rate that no network survives: told with step, tensor and advice, the last checkpoint whole. */
    @Test
    void tellsWhenItDiverges() throws IOException {
        Path run = folder.resolve("run");
        String wild = SETTINGS.replace("lr: 1.0e-2, warmup: 3", "lr: 1.0e+30, warmup: 9");
        try (Run training = create(run, wild.replace("eval_freq: 8", "eval_freq: 0"))) {
            assertThatThrownBy(() -> training.train(RunListener.NONE))
                    .isInstanceOf(DivergedException.class)
                    .hasMessageMatching("step \\d+: .* of [\\w.]+ holds .* lower learning rate.*");
        }
        try (Run again = Run.resume(run, Optional.empty(), Workers.sequential())) {
            assertThat(again.step()).isZero();
        }
    }

    private Run create(Path run) throws IOException {
        return create(run, SETTINGS);
    }

    private Run create(Path run, String settings) throws IOException {
        return Run.create(run, settings(settings), text, Optional.empty(), Workers.sequential());
    }

    private static Run resume(Path run, String changes) throws IOException {
        return Run.resume(run, Optional.of(settings(changes)), Workers.sequential());
    }

    private static Settings settings(String yaml) throws IOException {
        return Settings.yaml("settings", yaml.getBytes(StandardCharsets.UTF_8));
    }

    private static RunListener failingAt(int step) {
        return new RunListener() {
            @Override
            public void onStep(Trainer.Report report) {
                if (report.step() == step) {
                    throw new IllegalStateException("out");
                }
            }
        };
    }

    /** Every file is the same, the metrics but for the clock's number. */
    private static void assertSame(Path expected, Path actual) throws IOException {
        for (String name : List.of(
                "checkpoint.safetensors",
                "model.safetensors",
                "best.safetensors",
                "samples/step-10.txt",
                "samples/step-20.txt",
                "config.json",
                "vocab.json",
                "data.tokens")) {
            assertThat(actual.resolve(name)).hasSameBinaryContentAs(expected.resolve(name));
        }
        assertThat(metrics(actual)).isEqualTo(metrics(expected));
    }

    private static String metrics(Path run) throws IOException {
        return Files.readString(run.resolve("metrics.jsonl")).replaceAll("\"tokens_per_second\":\\d+", "");
    }
}
