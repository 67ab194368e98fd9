package dev.sedd.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import dev.sedd.kernels.reference.SoftmaxReference;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Softmax and its logarithm against their twins, on rows of every awkward length and of hostile values. */
class SoftmaxTest {
    private static final float INFINITY = Float.POSITIVE_INFINITY;

    /** A dozen roundings, most of them in the sum. */
    private static final double TOLERANCE = 1e-6;

    static IntStream sizes() {
        return Testing.sizes();
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void agreesWithItsTwinAtAnyOffsetAndLeadingDimension(int n) {
        int rows = 3;
        int xOff = 5;
        int ldx = n + 3;
        int yOff = 2;
        int ldy = n + 1;
        for (double deviation : new double[] {1e-3, 3, 60}) {
            float[] x = Testing.normal(n, xOff + rows * ldx, deviation);
            float[] unchanged = x.clone();
            float[] y = Testing.untouched(yOff + rows * ldy + 20);
            float[] expected = y.clone();
            Softmax.softmax(rows, n, x, xOff, ldx, y, yOff, ldy);
            SoftmaxReference.softmax(rows, n, x, xOff, ldx, expected, yOff, ldy);
            Testing.assertRowsClose(y, expected, rows, n, yOff, ldy, TOLERANCE, "softmax");
            Softmax.logSoftmax(rows, n, x, xOff, ldx, y, yOff, ldy);
            SoftmaxReference.logSoftmax(rows, n, x, xOff, ldx, expected, yOff, ldy);
            Testing.assertRowsClose(y, expected, rows, n, yOff, ldy, TOLERANCE, "log-softmax");
            assertThat(x).isEqualTo(unchanged);
        }
    }

    /** One large entry among others that are alike, whose exponentials round to the same side in its sum. */
    @ParameterizedTest
    @ValueSource(ints = {512, 4096, 50257})
    void aLongRowKeepsTheBound(int n) {
        double bound = (n / 16 + 10) * 0x1p-24;
        float[] x = new float[n];
        float[] y = new float[n];
        float[] expected = new float[n];
        for (float others = -12; others < 0; others += 0.37f) {
            Arrays.fill(x, others);
            x[0] = 0;
            Softmax.softmax(1, n, x, 0, n, y, 0, n);
            SoftmaxReference.softmax(1, n, x, 0, n, expected, 0, n);
            Testing.assertRowsClose(y, expected, 1, n, 0, n, bound, "softmax, others " + others);
            Softmax.logSoftmax(1, n, x, 0, n, y, 0, n);
            SoftmaxReference.logSoftmax(1, n, x, 0, n, expected, 0, n);
            Testing.assertRowsClose(y, expected, 1, n, 0, n, bound, "log-softmax, others " + others);
        }
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void worksInPlace(int n) {
        int ld = n + 1;
        float[] x = Testing.normal(n, 4 * ld, 2);
        float[] apart = x.clone();
        float[] inPlace = x.clone();
        Softmax.softmax(4, n, x, 0, ld, apart, 0, ld);
        Softmax.softmax(4, n, inPlace, 0, ld, inPlace, 0, ld);
        assertThat(inPlace).isEqualTo(apart);
        apart = x.clone();
        inPlace = x.clone();
        Softmax.logSoftmax(4, n, x, 0, ld, apart, 0, ld);
        Softmax.logSoftmax(4, n, inPlace, 0, ld, inPlace, 0, ld);
        assertThat(inPlace).isEqualTo(apart);
    }

    @Test
    void byHand() {
        float[] y = new float[3];
        float[] x = {0, (float) StrictMath.log(2), (float) StrictMath.log(5)};
        Softmax.softmax(1, 3, x, 0, 3, y, 0, 3);
        assertThat(y[0]).isCloseTo(0.125f, within(1e-7f));
        assertThat(y[1]).isCloseTo(0.25f, within(1e-7f));
        assertThat(y[2]).isCloseTo(0.625f, within(1e-7f));
        Softmax.logSoftmax(1, 3, x, 0, 3, y, 0, 3);
        assertThat(y[0]).isCloseTo((float) -StrictMath.log(8), within(3e-7f));
    }

    @Test
    void aLargeRowDoesNotOverflow() {
        float[] y = new float[3];
        Softmax.softmax(1, 3, new float[] {3e38f, 3e38f, -3e38f}, 0, 3, y, 0, 3);
        assertThat(y).containsExactly(0.5f, 0.5f, 0f);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void hostileRows(int n) {
        if (n < 2) {
            return;
        }
        for (int place : new int[] {0, n / 2, n - 1}) {
            for (float hostile : new float[] {Float.NaN, INFINITY, -INFINITY}) {
                float[] x = Testing.normal(n, n, 1);
                x[place] = hostile;
                float[] y = new float[n];
                float[] expected = new float[n];
                Softmax.softmax(1, n, x, 0, n, y, 0, n);
                SoftmaxReference.softmax(1, n, x, 0, n, expected, 0, n);
                Testing.assertClose(y, expected, n, 0, TOLERANCE, "softmax with " + hostile);
                Softmax.logSoftmax(1, n, x, 0, n, y, 0, n);
                SoftmaxReference.logSoftmax(1, n, x, 0, n, expected, 0, n);
                Testing.assertClose(y, expected, n, 0, TOLERANCE, "log-softmax with " + hostile);
            }
        }
    }

    @Test
    void nothingButMinusInfinityIsNaN() {
        float[] y = new float[2];
        Softmax.softmax(1, 2, new float[] {-INFINITY, -INFINITY}, 0, 2, y, 0, 2);
        assertThat(y).containsExactly(Float.NaN, Float.NaN);
    }

    @Test
    void twoSetsOfColumnsOfOneMatrixAreApart() {
        float[] a = Testing.normal(1, 4 * 10, 1);
        float[] y = new float[4 * 5];
        Softmax.softmax(4, 5, a, 0, 10, y, 0, 5);
        Softmax.softmax(4, 5, a, 0, 10, a, 5, 10);
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 5; j++) {
                assertThat(a[i * 10 + 5 + j]).isEqualTo(y[i * 5 + j]);
            }
        }
    }

    @Test
    void refusesBadArguments() {
        float[] a = new float[12];
        float[] b = new float[12];
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Softmax.softmax(-1, 4, a, 0, 4, b, 0, 4))
                .withMessage("rows=-1 is negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Softmax.softmax(3, 4, a, 0, 3, b, 0, 4))
                .withMessage("ldx=3 < n=4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Softmax.logSoftmax(3, 4, a, 0, 4, b, 1, 4))
                .withMessage("y.length=12 < 13, the end of 3 rows of 4 with ldy=4 from yOff=1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Softmax.softmax(2, 4, a, 0, 4, a, 2, 4))
                .withMessage("y overlaps x in the same array; give y space of its own");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Softmax.softmax(2, 4, a, 0, 4, a, 0, 5))
                .withMessageStartingWith("y overlaps x");
        assertThatNullPointerException()
                .isThrownBy(() -> Softmax.softmax(2, 4, null, 0, 4, a, 0, 4))
                .withMessage("x");
    }
}
