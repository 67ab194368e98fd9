package dev.sedd.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sedd.kernels.Workers;
import dev.sedd.model.GoldenTensors;
import dev.sedd.model.checkpoint.Checkpoint;
import dev.sedd.model.network.Configuration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Five steps of AdamW against those of an independent program: losses, gradient norms, weights and their average. */
class GoldenStepsTest {
    private static final int STEPS = 5;
    private static final double RATE = 3e-3;
    private static final int WARMUP = 3;

    /** The sum of the five rates: Adam moves a weight by about the rate at each, whatever the gradient. */
    private static final double WAY = RATE * (1.0 / 3 + 2.0 / 3 + 1 + 1 + 1);

    @ParameterizedTest
    @ValueSource(strings = {"nanogpt", "sedd"})
    void agreeWithTheGoldenOnes(String family) throws Exception {
        GoldenTensors golden = golden(family, "training");
        try (Workers workers = Workers.of(2)) {
            Trainer trainer = trainer(family, golden, 1, workers);
            for (int k = 0; k < STEPS; k++) {
                Trainer.Report report = trainer.step();
                assertThat(report.step()).isEqualTo(k + 1);
                assertThat(report.loss() / golden.floats("losses")[k])
                        .as("loss %d", k)
                        .isCloseTo(1, within(1e-4));
                assertThat(report.gradientNorm() / golden.floats("grad_norms")[k])
                        .as("gradient norm %d", k)
                        .isCloseTo(1, within(1e-4));
            }
            assertClose(trainer.state().weights(), golden(family, "after5"));
            assertClose(trainer.state().average(), golden(family, "after5_ema"));
        }
    }

    /** Cut into parts, a step is the same but for the rounding of sums. */
    @ParameterizedTest
    @ValueSource(strings = {"nanogpt", "sedd"})
    void agreeWhenTheirBatchesAreCut(String family) throws Exception {
        GoldenTensors golden = golden(family, "training");
        Trainer trainer = trainer(family, golden, 4, Workers.sequential());
        for (int k = 0; k < STEPS; k++) {
            Trainer.Report report = trainer.step();
            assertThat(report.loss() / golden.floats("losses")[k]).isCloseTo(1, within(1e-4));
            assertThat(report.gradientNorm() / golden.floats("grad_norms")[k]).isCloseTo(1, within(1e-4));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nanogpt", "sedd"})
    void giveTheSameBitsForAnyNumberOfThreads(String family) throws Exception {
        GoldenTensors golden = golden(family, "training");
        Trainer one = trainer(family, golden, 2, Workers.sequential());
        try (Workers three = Workers.of(3)) {
            Trainer other = trainer(family, golden, 2, three);
            for (int k = 0; k < STEPS; k++) {
                assertThat(other.step()).isEqualTo(one.step());
            }
            assertThat(other.state().weights().values())
                    .isEqualTo(one.state().weights().values());
            assertThat(other.state().average().values())
                    .isEqualTo(one.state().average().values());
            assertThat(other.state().firstMoments()).isEqualTo(one.state().firstMoments());
            assertThat(other.state().secondMoments()).isEqualTo(one.state().secondMoments());
        }
    }

    private static Trainer trainer(String family, GoldenTensors golden, int parts, Workers workers) throws IOException {
        Parameters parameters;
        try (Checkpoint checkpoint = Checkpoint.open(Path.of("src/test/resources/golden", family))) {
            parameters = Parameters.of(checkpoint.configuration(), checkpoint.weights());
        }
        TrainableNetwork network = new TrainableNetwork(parameters.configuration(), workers);
        return new Trainer(
                new Trainer.Rules(
                        new LearningRate.Constant(RATE, WARMUP), new AdamW(0.9, 0.99, 1e-8, 0.1), 1, new Ema(0.9)),
                TrainingState.start(parameters),
                new GoldenBatches(golden, parameters.configuration(), parts),
                (p, batch, scale, gradient, draw) -> network.lossAndGradient(p, batch, scale, gradient, Dropout.NONE),
                workers);
    }

    /**
     * All but a few weights agree. Where a gradient is near 0 its sign is a matter of rounding, and Adam makes a full step of
     * it: there the two may part, by no more than twice the way that both have gone.
     */
    private static void assertClose(Parameters actual, GoldenTensors expected) {
        int apart = 0;
        for (Parameters.Tensor tensor : actual.tensors()) {
            float[] values = expected.floats(tensor.name());
            for (int i = 0; i < values.length; i++) {
                double error = Math.abs((double) actual.values()[tensor.offset() + i] - values[i]);
                assertThat(error).as("%s[%d]", tensor.name(), i).isLessThan(2 * WAY);
                apart += error > 1e-5 ? 1 : 0;
            }
        }
        assertThat((double) apart / actual.size()).isLessThan(0.01);
    }

    private static GoldenTensors golden(String family, String name) {
        return GoldenTensors.read("/golden/" + family + "/" + name + ".safetensors");
    }

    /** The golden batches, cut into parts. */
    private record GoldenBatches(GoldenTensors golden, Configuration configuration, int parts) implements Batches {
        @Override
        public NoisedBatch part(int step, int part) {
            int[] clean = golden.ints("x0." + (step - 1));
            int[] noised = golden.ints("xt." + (step - 1));
            float[] t = golden.floats("t." + (step - 1));
            int rows = t.length / parts;
            int length = clean.length / t.length;
            float[] sigma = new float[rows];
            float[] rate = new float[rows];
            for (int row = 0; row < rows; row++) {
                sigma[row] = (float) configuration.noise().total(t[part * rows + row]);
                rate[row] = (float) configuration.noise().rate(t[part * rows + row]);
            }
            return new NoisedBatch(
                    rows, length, rows(clean, part, rows * length), rows(noised, part, rows * length), sigma, rate);
        }

        private static int[] rows(int[] tokens, int part, int size) {
            return Arrays.copyOfRange(tokens, part * size, (part + 1) * size);
        }
    }
}
