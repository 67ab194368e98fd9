package dev.sedd.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sedd.kernels.Workers;
import dev.sedd.model.graph.Absorbing;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Family;
import dev.sedd.model.noise.LogLinear;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The training step around an objective whose loss and gradient are known. */
class TrainerTest {
    private static final Configuration SMALL =
            new Configuration(Family.SEDD, new Absorbing(66), LogLinear.DEFAULT, 32, 8, 16, 1, 2, true, 0);
    private static final NoisedBatch BATCH =
            new NoisedBatch(1, 2, new int[] {1, 2}, new int[] {65, 2}, new float[] {0.7f}, new float[] {1});

    /** Sums of parts: loss i + 1 and gradient i + 1 in every element for the i-th part. */
    @Test
    void partsAreAveraged() {
        Trainer trainer = trainer(3, 0, (p, batch, scale, gradient, draw) -> {
            int part = (int) (draw % 3);
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] += scale * (part + 1);
            }
            return part + 1;
        });
        for (int step = 1; step <= 2; step++) {
            Trainer.Report report = trainer.step();
            assertThat(report.loss()).isEqualTo(2);
            double size = trainer.state().weights().size();
            assertThat(report.gradientNorm()).isCloseTo(2 * Math.sqrt(size), within(1e-3));
        }
    }

    @Test
    void everyBatchHasANumberOfItsOwn() {
        StringBuilder draws = new StringBuilder();
        Trainer trainer = trainer(2, 0, (p, batch, scale, gradient, draw) -> {
            draws.append(draw).append(' ');
            return 0;
        });
        trainer.step();
        trainer.step();
        assertThat(draws).hasToString("2 3 4 5 ");
    }

    @Test
    void clipsByTheNormOfAllTensors() {
        Objective steep = (p, batch, scale, gradient, draw) -> {
            gradient[0] = 30;
            gradient[gradient.length - 1] = 40;
            return 1;
        };
        Trainer clipped = trainer(1, 1, steep);
        assertThat(clipped.step().gradientNorm()).isEqualTo(50);
        assertThat(clipped.state().firstMoments()[0]).isCloseTo(0.06f, within(1e-7f));
        Trainer free = trainer(1, 0, steep);
        assertThat(free.step().gradientNorm()).isEqualTo(50);
        assertThat(free.state().firstMoments()[0]).isCloseTo(3f, within(1e-5f));
    }

    @Test
    void aLossThatIsNoNumberLeavesEverythingAsItWas() {
        for (double loss : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            Trainer trainer = trainer(1, 1, (p, batch, scale, gradient, draw) -> {
                gradient[p.tensor("output_layer.linear.bias").offset() + 3] = Float.NaN;
                return loss;
            });
            float[] before = trainer.state().weights().values().clone();
            assertThatThrownBy(trainer::step)
                    .isInstanceOf(DivergedException.class)
                    .hasMessage("step 1: the loss is " + loss
                            + "; the gradient of output_layer.linear.bias holds NaN at element 3; the run cannot go on:"
                            + " begin anew with a lower learning rate, a longer warm-up or stronger clipping")
                    .satisfies(e -> assertThat(((DivergedException) e).step()).isEqualTo(1));
            assertThat(trainer.state().weights().values()).isEqualTo(before);
            assertThat(trainer.state().step()).isZero();
        }
    }

    @Test
    void aGradientThatIsNoNumberIsToldByItsTensor() {
        Trainer trainer = trainer(1, 1, (p, batch, scale, gradient, draw) -> {
            gradient[p.tensor("blocks.0.attn_qkv.weight").offset()] = Float.NEGATIVE_INFINITY;
            return 1;
        });
        assertThatThrownBy(trainer::step)
                .hasMessageContaining(
                        "step 1: the gradient's norm is Infinity; the gradient of blocks.0.attn_qkv.weight"
                                + " holds -Infinity at element 0");
    }

    @Test
    void learnsABatch() {
        TrainableNetwork network = new TrainableNetwork(SMALL, Workers.sequential());
        NoisedBatch batch = new NoisedBatch(
                2,
                4,
                new int[] {1, 2, 3, 4, 5, 6, 7, 8},
                new int[] {65, 2, 65, 4, 65, 65, 7, 65},
                new float[] {0.7f, 0.9f},
                new float[] {2, 3});
        Trainer trainer = trainer(
                1,
                1,
                (p, b, scale, gradient, draw) -> network.lossAndGradient(p, batch, scale, gradient, Dropout.NONE));
        double first = trainer.step().loss();
        double last = first;
        for (int step = 2; step <= 80; step++) {
            last = trainer.step().loss();
        }
        assertThat(last).isLessThan(0.3 * first);
        float[] average = trainer.state().average().values();
        assertThat(average).isNotEqualTo(trainer.state().weights().values());
        assertThat(Arrays.stream(toDoubles(average)).allMatch(Double::isFinite)).isTrue();
    }

    private static double[] toDoubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    private static Trainer trainer(int parts, double clip, Objective objective) {
        Batches batches = new Batches() {
            @Override
            public int parts() {
                return parts;
            }

            @Override
            public NoisedBatch part(int step, int part) {
                return BATCH;
            }
        };
        Trainer.Rules rules = new Trainer.Rules(
                new LearningRate.Constant(1e-2, 0), new AdamW(0.9, 0.99, 1e-8, 0), clip, new Ema(0.99));
        TrainingState state = TrainingState.start(SMALL, 1, Workers.sequential());
        return new Trainer(rules, state, batches, objective, Workers.sequential());
    }
}
