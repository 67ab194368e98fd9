package dev.sedd.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sedd.kernels.internal.Exponentials;
import dev.sedd.kernels.reference.CategoricalReference;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Draws from rows of logarithms find the index of the plain twin, and exponentials in double are right to the last place. */
class ExponentialDrawTest {
    private static final int OFF = 3;
    private static final double BELOW_ONE = Math.nextDown(1.0);

    static IntStream sizes() {
        return IntStream.concat(Testing.sizes().filter(n -> n > 0), IntStream.of(511, 512, 513, 1024, 1500, 50_258));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void agreesWithItsTwin(int n) {
        Random random = new Random(n);
        float[] x = Testing.normal(n, n + OFF, 4);
        ExponentialDraw draw = new ExponentialDraw(n + 70);
        for (int at : new int[] {-1, 0, n / 2, n - 1, n}) {
            double sum = draw.read(n, x, OFF, at);
            double expected = IntStream.range(0, n)
                    .filter(i -> i != at)
                    .mapToDouble(i -> Math.exp(x[OFF + i]))
                    .sum();
            assertThat(sum).isCloseTo(expected, within(1e-13 * sum));
            for (double level : new double[] {0, 0.5, -1}) {
                for (int k = 0; k < 20; k++) {
                    double u = k == 0 ? 0 : random.nextDouble();
                    int choices = k % 3 == 0 ? n : n - random.nextInt(Math.min(n, 70));
                    double weightAt = k % 4 == 0 ? -3 : 0.4 * sum + 1;
                    if (k % 4 == 0 && at == 0 && choices == 1 || level < 0 && n < 70) {
                        continue; // No weight may be positive.
                    }
                    assertThat(draw.draw(choices, 0.7, level, weightAt, u))
                            .as("n=%d level=%s at=%d choices=%d u=%s", n, level, at, choices, u)
                            .isEqualTo(
                                    CategoricalReference.drawExponential(choices, x, OFF, 0.7, level, at, weightAt, u));
                }
            }
        }
    }

    /** Together the weights of a block are a number, one by one they are none. */
    @Test
    void weightsThatVanishOneByOneAreNone() {
        float[] x = new float[2048];
        Arrays.fill(x, -700);
        ExponentialDraw draw = new ExponentialDraw(2048);
        for (int n : new int[] {512, 2048}) {
            draw.read(n, x, 0, n);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> draw.draw(n, 1e-20, 0, 0, 0.5))
                    .withMessageStartingWith("weights sum to 0.0");
        }
        x[700] = -600;
        draw.read(2048, x, 0, -1);
        for (double u : new double[] {0, 0.3, BELOW_ONE}) {
            assertThat(draw.draw(2048, 1e-20, 0, 0, u)).isEqualTo(700);
        }
    }

    /** A tail that float32 would lose: 50257 tokens of weight e^−30 beside one of weight 1. 99 blocks are added to that one. */
    @Test
    void theTailKeepsItsChance() {
        float[] x = new float[50_258];
        Arrays.fill(x, -30);
        x[0] = 0;
        ExponentialDraw draw = new ExponentialDraw(x.length);
        double sum = draw.read(x.length, x, 0, -1);
        double tail = 50_257 * Math.exp(-30);
        assertThat(sum - 1).isCloseTo(tail, within(99 * 0x1p-52));
        assertThat(draw.draw(x.length, 1, 0, 0, 1 - 1.01 * tail)).isZero();
        assertThat(draw.draw(x.length, 1, 0, 0, 1 - 0.5 * tail)).isCloseTo(25_128, within(10));
    }

    /** What is beside a far larger one keeps its digits: the sum never holds what it leaves out. */
    @Test
    void theSumOfTheOthersKeepsItsDigits() {
        float[] x = {-50, -60, 0, -55};
        double expected = Math.exp(-50) + Math.exp(-60) + Math.exp(-55);
        assertThat(new ExponentialDraw(4).read(4, x, 0, 2)).isCloseTo(expected, within(1e-15 * expected));
    }

    @Test
    void neverDrawsAWeightOfZero() {
        float[] x = new float[1300];
        for (int only : new int[] {0, 511, 512, 700, 1299}) {
            Arrays.fill(x, Float.NEGATIVE_INFINITY);
            x[only] = -700;
            ExponentialDraw draw = new ExponentialDraw(1300);
            assertThat(draw.read(1300, x, 0, -1)).isPositive();
            for (double u : new double[] {0, 0.5, BELOW_ONE}) {
                assertThat(draw.draw(1300, 1, 0, 0, u)).isEqualTo(only);
            }
        }
    }

    @Test
    void exponentialsAreRightToTheLastPlace() {
        int n = 1 << 18;
        float[] x = new float[n];
        Random random = new Random(1);
        for (int i = 0; i < n; i++) {
            x[i] = (float) (i % 2 == 0 ? random.nextDouble() * 1417 - 708 : random.nextGaussian() * 4);
        }
        double[] y = new double[n];
        Exponentials.apply(n, 1, 0, x, 0, y, 0);
        for (int i = 0; i < n; i++) {
            double expected = StrictMath.exp(x[i]);
            if (!(Math.abs(y[i] - expected) <= 2.5e-16 * expected)) {
                assertThat(y[i]).as("e^%s", x[i]).isEqualTo(expected);
            }
        }
    }

    @Test
    void exponentialsAtTheEdges() {
        float[] x = {
            0,
            -0f,
            1,
            Float.NaN,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            709.7f,
            709.8f,
            1e30f,
            -708.1f,
            -1e30f
        };
        double[] y = new double[x.length];
        Exponentials.apply(x.length, 1, 0, x, 0, y, 0);
        double infinity = Double.POSITIVE_INFINITY;
        assertThat(y).startsWith(1, 1, Math.E, Double.NaN, infinity, 0);
        assertThat(y[6]).isFinite().isGreaterThan(1e308);
        assertThat(Arrays.copyOfRange(y, 7, 11)).containsExactly(infinity, infinity, 0, 0);
    }

    @Test
    void refusesBadArguments() {
        ExponentialDraw draw = new ExponentialDraw(64);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> draw.read(513, new float[513], 0, -1))
                .withMessage("n=513 > longest=64, the scratch space");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> draw.read(4, new float[6], 3, -1))
                .withMessage("x.length=6 < 7 = xOff + n");
        draw.read(3, new float[] {0, Float.NaN, 710}, 0, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> draw.draw(4, 1, 0, 0, 0))
                .withMessage("choices=4 is not in [0, 3], the row's length");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> draw.draw(3, 1, 0, 0, 1))
                .withMessage("u=1.0 is not in [0, 1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> draw.draw(3, 1, 0, 0, 0.5))
                .withMessage("weights sum to NaN (n=3); nothing can be drawn");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> draw.draw(1, 1, 0, 0, 0.5))
                .withMessage("weights sum to 0.0 (n=1); nothing can be drawn");
        draw.read(1, new float[] {710}, 0, -1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> draw.draw(1, 1, 0, 0, 0.5))
                .withMessage("weights sum to Infinity (n=1); nothing can be drawn");
    }
}
