package dev.sedd.model.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sedd.model.GoldenTensors;
import dev.sedd.model.graph.Absorbing;
import dev.sedd.model.graph.TransitionGraph;
import dev.sedd.model.graph.Uniform;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Score entropy and its gradient against values computed elsewhere in float64, and what must hold of them. */
class ScoreEntropyTest {
    /** The golden values, and the log scores of size 5 that went into them, are rounded to float. */
    private static final double TOLERANCE = 1e-6;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "uniform7.0", "uniform7.1", "uniform7.2", "uniform65.0", "uniform65.1", "uniform65.2",
                "absorb8.0", "absorb8.1", "absorb8.2", "absorb66.0", "absorb66.1", "absorb66.2"
            })
    void agreesWithTheGoldenValues(String name) {
        GoldenTensors golden = GoldenTensors.read("/golden/diffusion.safetensors");
        int v = golden.shape(name + ".loss_log_score")[2];
        TransitionGraph graph = name.startsWith("uniform") ? new Uniform(v) : new Absorbing(v);
        ScoreEntropy entropy = new ScoreEntropy(graph);
        double sigma = golden.floats(name + ".sigma_dsigma")[0];
        int[] clean = golden.ints(name + ".x0");
        int[] noised = golden.ints(name + ".xt");
        float[] logScore = golden.floats(name + ".loss_log_score");
        float[] value = golden.floats(name + ".score_entropy");
        float[] gradient = golden.floats(name + ".score_entropy_grad");
        float[] actual = new float[logScore.length];
        double largest = largest(gradient);
        for (int row = 0; row < clean.length; row++) {
            double got =
                    entropy.valueAndGradient(logScore, row * v, clean[row], noised[row], sigma, 1, actual, row * v);
            assertThat(got).isEqualTo(entropy.value(logScore, row * v, clean[row], noised[row], sigma));
            assertThat(got).as("%s row %d", name, row).isCloseTo(value[row], within(TOLERANCE * (1 + largest(value))));
            for (int y = 0; y < v; y++) {
                assertThat((double) actual[row * v + y])
                        .as("%s gradient row %d entry %d", name, row, y)
                        .isCloseTo(gradient[row * v + y], within(TOLERANCE * largest));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"uniform, 2, 5", "uniform, 3, 3", "absorb, 2, 6"})
    void isZeroAtTheTrueRatios(String kind, int clean, int noised) {
        TransitionGraph graph = kind.equals("uniform") ? new Uniform(7) : new Absorbing(7);
        double sigma = 0.7;
        float[] logScore = new float[7];
        double[] row = new double[7];
        for (int y = 0; y < 7; y++) {
            graph.transition(y, sigma, row);
            double toY = row[clean];
            graph.transition(noised, sigma, row);
            logScore[y] = (float) Math.max(-100, StrictMath.log(toY / row[clean]));
        }
        float[] gradient = new float[7];
        double value = new ScoreEntropy(graph).valueAndGradient(logScore, 0, clean, noised, sigma, 1, gradient, 0);
        assertThat(value).isBetween(-1e-15, 1e-12);
        assertThat(largest(gradient)).isLessThan(1e-6);
    }

    @Test
    void byHand() {
        double sigma = StrictMath.log(3); // e^σ − 1 = 2
        float[] logScore = {0, 1, 5};
        double e = StrictMath.E;
        double a = 0.5;
        assertThat(new ScoreEntropy(new Absorbing(3)).value(logScore, 0, 1, 2, sigma))
                .isCloseTo(1 + e - a + a * (StrictMath.log(a) - 1), within(1e-12));
        assertThat(new ScoreEntropy(new Absorbing(3)).value(logScore, 0, 1, 1, sigma))
                .isZero();
        a = 2.5; // 1 + 3/2
        assertThat(new ScoreEntropy(new Uniform(3)).value(logScore, 0, 1, 2, sigma))
                .isCloseTo((1 - 1 + e - a + a * (StrictMath.log(a) - 1)) / 3, within(1e-12));
    }

    @Test
    void scalesTheGradientAloneAndWritesNothingElse() {
        float[] logScore = {9, 0.5f, -1, 2, 9};
        float[] gradient = {7, 7, 7, 7, 7};
        ScoreEntropy entropy = new ScoreEntropy(new Uniform(3));
        double value = entropy.valueAndGradient(logScore, 1, 0, 2, 0.3, 4, gradient, 1);
        float[] plain = new float[3];
        assertThat(entropy.valueAndGradient(logScore, 1, 0, 2, 0.3, 1, plain, 0))
                .isEqualTo(value);
        assertThat(gradient).containsExactly(7, 4 * plain[0], 4 * plain[1], 0, 7);
        assertThat(entropy.valueAndGradient(logScore, 1, 0, 2, 0.3, 1, logScore, 1))
                .isEqualTo(value);
        assertThat(Arrays.copyOfRange(logScore, 1, 4)).isEqualTo(plain);
    }

    @Test
    void staysFiniteAtTheEndsOfTheNoise() {
        float[] logScore = {0, -3, 2};
        for (TransitionGraph graph : new TransitionGraph[] {new Uniform(3), new Absorbing(3)}) {
            for (double sigma : new double[] {1e-6, 1e-3, 39.999, 40, 800}) {
                assertThat(new ScoreEntropy(graph).value(logScore, 0, 0, 2, sigma))
                        .isFinite();
            }
        }
    }

    @Test
    void refusesWhatIsOutOfRange() {
        ScoreEntropy entropy = new ScoreEntropy(new Absorbing(3));
        float[] three = new float[3];
        refuses(() -> entropy.value(three, 1, 0, 2, 1), "logScore.length=3 does not hold 3 values from 1");
        refuses(() -> entropy.value(three, 0, 2, 2, 1), "clean=2 is not in [0, 2)");
        refuses(() -> entropy.value(three, 0, 0, 3, 1), "noised=3 is not in [0, 3)");
        refuses(() -> entropy.value(three, 0, 0, 2, Double.NaN), "sigma=NaN is not positive and finite");
        refuses(
                () -> entropy.valueAndGradient(three, 0, 0, 2, 1, 1, new float[2], 0),
                "gradient.length=2 does not hold 3 values from 0");
    }

    private static void refuses(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String why) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(why);
    }

    private static double largest(float[] values) {
        double largest = 0;
        for (float v : values) {
            largest = Math.max(largest, Math.abs(v));
        }
        return largest;
    }
}
