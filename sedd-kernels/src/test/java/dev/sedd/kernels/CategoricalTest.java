package dev.sedd.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sedd.kernels.reference.CategoricalReference;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Draws have the law of their weights, and find the same index as the plain twin. */
class CategoricalTest {
    private static final double BELOW_ONE = Math.nextDown(1.0);

    static IntStream sizes() {
        return IntStream.concat(Testing.sizes().filter(n -> n > 0), IntStream.of(63, 64, 127, 128, 129, 1000));
    }

    /** Integer weights sum exactly in any order, so that the twin must agree on every draw. */
    @ParameterizedTest
    @MethodSource("sizes")
    void agreesWithItsTwin(int n) {
        Random random = new Random(n);
        double[] weights = random.ints(n + 9, -3, 20).asDoubleStream().toArray();
        weights[5 + n / 2] = 7;
        for (int k = 0; k < 500; k++) {
            double u = k == 0 ? 0 : k == 1 ? BELOW_ONE : random.nextDouble();
            assertThat(Categorical.draw(n, weights, 5, u)).isEqualTo(CategoricalReference.draw(n, weights, 5, u));
        }
    }

    @Test
    void everyIndexHasItsInterval() {
        double[] weights = {0, 1, -5, 2, 0, 5, 0};
        assertThat(Categorical.draw(7, weights, 0, 0)).isEqualTo(1);
        assertThat(Categorical.draw(7, weights, 0, 0.1249)).isEqualTo(1);
        assertThat(Categorical.draw(7, weights, 0, 0.125)).isEqualTo(3);
        assertThat(Categorical.draw(7, weights, 0, 0.3749)).isEqualTo(3);
        assertThat(Categorical.draw(7, weights, 0, 0.375)).isEqualTo(5);
        assertThat(Categorical.draw(7, weights, 0, BELOW_ONE)).isEqualTo(5);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void neverDrawsAWeightOfZero(int n) {
        for (int only : new int[] {0, n / 2, n - 1}) {
            for (double weight : new double[] {Double.MIN_VALUE, 1e-300, 0.1, 1e300}) {
                double[] weights = new double[n];
                weights[only] = weight;
                for (double u : new double[] {0, 0.3, 0.5, BELOW_ONE}) {
                    assertThat(Categorical.draw(n, weights, 0, u)).isEqualTo(only);
                }
            }
        }
    }

    /** Whatever the rounding, the last draw is the last positive weight, and zeros after it are not reached. */
    @ParameterizedTest
    @MethodSource("sizes")
    void roundingAtTheEndOfTheRow(int n) {
        Random random = new Random(n);
        double[] weights = new double[n + 70];
        for (int k = 0; k < 200; k++) {
            Arrays.setAll(weights, i -> i < n ? random.nextDouble() + 1e-3 : 0);
            assertThat(Categorical.draw(n + 70, weights, 0, BELOW_ONE)).isEqualTo(n - 1);
        }
    }

    @Test
    void frequenciesFollowTheWeights() {
        int n = 200;
        int draws = 200_000;
        Random random = new Random(1);
        double[] weights = random.doubles(n).toArray();
        double total = Arrays.stream(weights).sum();
        int[] counts = new int[n];
        for (int k = 0; k < draws; k++) {
            counts[Categorical.draw(n, weights, 0, random.nextDouble())]++;
        }
        double chiSquare = 0;
        for (int i = 0; i < n; i++) {
            double expected = draws * weights[i] / total;
            chiSquare += (counts[i] - expected) * (counts[i] - expected) / expected;
        }
        // 199 degrees of freedom: mean 199, standard deviation 20
        assertThat(chiSquare).isBetween(119.0, 279.0);
    }

    @Test
    void refusesBadArguments() {
        double[] weights = {1, 2, Double.NaN, 4, Double.POSITIVE_INFINITY, 0, -1};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Categorical.draw(4, weights, 0, 0.5))
                .withMessage("weights sum to NaN (n=4); nothing can be drawn");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Categorical.draw(2, weights, 3, 0.5))
                .withMessage("weights sum to Infinity (n=2); nothing can be drawn");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Categorical.draw(2, weights, 5, 0.5))
                .withMessage("weights sum to 0.0 (n=2); nothing can be drawn");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Categorical.draw(2, weights, 0, 1))
                .withMessage("u=1.0 is not in [0, 1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Categorical.draw(7, weights, 1, 0))
                .withMessage("weights.length=7 < 8 = weightsOff + n");
    }
}
