package dev.sedd.model.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedd.model.GoldenTensors;
import dev.sedd.model.sampling.Euler;
import dev.sedd.model.sampling.Tweedie;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both graphs, and the weights of both predictors, against values that an independent program computed in float64. */
class TransitionGraphGoldenTest {
    /** The golden values are rounded to float, and so are the log scores, of size 5, that went into them. */
    private static final double TOLERANCE = 1e-6;

    private static GoldenTensors golden;

    @BeforeAll
    static void read() {
        golden = GoldenTensors.read("/golden/diffusion.safetensors");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "uniform7.0", "uniform7.1", "uniform7.2", "uniform65.0", "uniform65.1", "uniform65.2",
                "absorb8.0", "absorb8.1", "absorb8.2", "absorb66.0", "absorb66.1", "absorb66.2"
            })
    void agrees(String name) {
        int[] x = golden.ints(name + ".x");
        int v = golden.shape(name + ".log_score")[2];
        TransitionGraph graph = name.startsWith("uniform") ? new Uniform(v) : new Absorbing(v);
        double dSigma = golden.floats(name + ".sigma_dsigma")[1];
        float[] logScore = golden.floats(name + ".log_score");
        double[] out = new double[v];
        for (int row = 0; row < x.length; row++) {
            graph.transition(x[row], dSigma, out);
            holdAgainst(name + ".transition", row, out);

            double[] score = ratios(logScore, row, v);
            graph.staggeredScore(score, dSigma);
            holdAgainst(name + ".staggered", row, score);

            graph.reverseRate(x[row], ratios(logScore, row, v), out);
            holdAgainst(name + ".reverse_rate", row, out);

            new Tweedie().weights(graph, x[row], dSigma, ratios(logScore, row, v), out);
            holdAgainst(name + ".tweedie", row, out);

            new Euler().weights(graph, x[row], dSigma, ratios(logScore, row, v), out);
            holdAgainst(name + ".euler", row, out);
        }
    }

    private static double[] ratios(float[] logScore, int row, int v) {
        double[] ratios = new double[v];
        for (int y = 0; y < v; y++) {
            ratios[y] = Math.exp(logScore[row * v + y]);
        }
        return ratios;
    }

    /** Within the tolerance of the row's largest entry. */
    private static void holdAgainst(String tensor, int row, double[] actual) {
        int v = actual.length;
        float[] expected = Arrays.copyOfRange(golden.floats(tensor), row * v, (row + 1) * v);
        double largest = 0;
        for (float e : expected) {
            largest = Math.max(largest, Math.abs(e));
        }
        for (int y = 0; y < v; y++) {
            assertThat(Math.abs(actual[y] - expected[y]))
                    .as("%s row %d entry %d: %s, golden %s", tensor, row, y, actual[y], expected[y])
                    .isLessThanOrEqualTo(TOLERANCE * largest);
        }
    }
}
