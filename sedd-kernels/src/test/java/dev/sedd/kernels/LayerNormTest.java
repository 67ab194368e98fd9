package dev.sedd.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import dev.sedd.kernels.reference.LayerNormReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** LayerNorm, plain and modulated, against its twin on rows of every awkward length. */
class LayerNormTest {
    private static final float EPS = 1e-5f;
    private static final double TOLERANCE = 1e-6;

    static IntStream sizes() {
        return Testing.sizes();
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void agreesWithItsTwinAtAnyOffsetAndLeadingDimension(int n) {
        int rows = 3;
        int ldx = n + 2;
        int ldy = n + 5;
        float[] gain = Testing.normal(1, n + 1, 1);
        float[] shift = Testing.normal(2, n + 2, 1);
        float[] scale = Testing.normal(3, n + 3, 1);
        for (double deviation : new double[] {1e-4, 1, 1e4}) {
            float[] x = Testing.normal(n, 4 + rows * ldx, deviation);
            float[] y = Testing.untouched(3 + rows * ldy + 20);
            float[] expected = y.clone();
            LayerNorm.apply(rows, n, EPS, x, 4, ldx, gain, 1, y, 3, ldy);
            LayerNormReference.apply(rows, n, EPS, x, 4, ldx, gain, 1, expected, 3, ldy);
            Testing.assertRowsClose(y, expected, rows, n, 3, ldy, TOLERANCE, "plain");
            LayerNorm.modulate(rows, n, EPS, x, 4, ldx, gain, 1, shift, 2, scale, 3, y, 3, ldy);
            LayerNormReference.modulate(rows, n, EPS, x, 4, ldx, gain, 1, shift, 2, scale, 3, expected, 3, ldy);
            Testing.assertRowsClose(y, expected, rows, n, 3, ldy, TOLERANCE, "modulated");
            LayerNorm.modulate(rows, n, EPS, x, 4, ldx, gain, 1, shift, 2, scale, 3, x, 4, ldx);
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < n; j++) {
                    assertThat(x[4 + i * ldx + j]).as("in place").isEqualTo(y[3 + i * ldy + j]);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void aRowFarFromZeroLosesNoDigits(int n) {
        float[] x = Testing.normal(n, n, 1);
        for (int j = 0; j < n; j++) {
            x[j] += 30000;
        }
        float[] gain = Testing.normal(1, n, 1);
        float[] y = new float[n];
        float[] expected = new float[n];
        LayerNorm.apply(1, n, EPS, x, 0, n + 1, gain, 0, y, 0, n + 1);
        LayerNormReference.apply(1, n, EPS, x, 0, n + 1, gain, 0, expected, 0, n + 1);
        Testing.assertRowsClose(y, expected, 1, n, 0, n + 1, TOLERANCE, "far from zero");
    }

    /** One large number among small ones that round to the same side in its sum. */
    @ParameterizedTest
    @ValueSource(ints = {1024, 4096, 50257})
    void aLongRowKeepsTheBound(int n) {
        float[] x = new float[n];
        float[] gain = new float[n];
        java.util.Arrays.fill(gain, 1f);
        float[] y = new float[n];
        float[] expected = new float[n];
        for (float small = 1e-4f; small < 1; small *= 1.1f) {
            for (int j = 1; j < n; j++) {
                x[j] = j / 16 % 2 == 0 ? small : -small;
            }
            x[0] = 1;
            LayerNorm.apply(1, n, EPS, x, 0, n, gain, 0, y, 0, n);
            LayerNormReference.apply(1, n, EPS, x, 0, n, gain, 0, expected, 0, n);
            Testing.assertRowsClose(y, expected, 1, n, 0, n, (n / 16 + 10) * 0x1p-24, "small numbers " + small);
        }
    }

    @Test
    void byHand() {
        float[] y = new float[2];
        float[] gain = {2, 10};
        LayerNorm.apply(1, 2, 0f, new float[] {3, 7}, 0, 2, gain, 0, y, 0, 2);
        assertThat(y).containsExactly(-2, 10);
        LayerNorm.apply(1, 2, 12f, new float[] {3, 7}, 0, 2, gain, 0, y, 0, 2);
        assertThat(y).containsExactly(-1, 5);
        float[] shift = {100, 200};
        float[] scale = {0, 1};
        LayerNorm.modulate(1, 2, 0f, new float[] {3, 7}, 0, 2, gain, 0, shift, 0, scale, 0, y, 0, 2);
        assertThat(y).containsExactly(98, 220);
    }

    @Test
    void aConstantRowIsZero() {
        float[] y = new float[37];
        float[] x = new float[37];
        java.util.Arrays.fill(x, 0.1f);
        float[] gain = new float[37];
        java.util.Arrays.fill(gain, 1f);
        LayerNorm.apply(1, 37, EPS, x, 0, 37, gain, 0, y, 0, 37);
        for (float v : y) {
            assertThat(v).isCloseTo(0, within(1e-6f));
        }
    }

    @Test
    void aNotANumberStaysInItsRow() {
        float[] x = Testing.normal(1, 3 * 20, 1);
        x[25] = Float.NaN;
        x[45] = Float.POSITIVE_INFINITY;
        float[] gain = Testing.normal(2, 20, 1);
        LayerNorm.apply(3, 20, EPS, x, 0, 20, gain, 0, x, 0, 20);
        for (int i = 0; i < 60; i++) {
            assertThat(Float.isNaN(x[i])).as("element %d", i).isEqualTo(i >= 20);
        }
    }

    @Test
    void refusesBadArguments() {
        float[] a = new float[12];
        float[] y = new float[12];
        float[] g = new float[4];
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerNorm.apply(3, 4, EPS, a, 0, 4, g, 1, y, 0, 4))
                .withMessage("gain.length=4 < 5 = gainOff + n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerNorm.apply(3, 4, -1f, a, 0, 4, g, 0, y, 0, 4))
                .withMessage("eps=-1.0 is not ≥ 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerNorm.apply(3, 4, EPS, a, 0, 4, y, 8, y, 0, 4))
                .withMessageStartingWith("y overlaps gain");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerNorm.modulate(4, 4, EPS, a, 0, 4, g, 0, g, 0, g, 0, y, 0, 4))
                .withMessage("x.length=12 < 16, the end of 4 rows of 4 with ldx=4 from xOff=0");
    }

    @Test
    void namesWhatIsWrongOnTheWayBack() {
        refuses("lddx=3 < n=4", 3, new float[4], new float[4], new float[12]);
        refuses("dgain.length=3 < 4 = dgainOff + n", 4, new float[4], new float[3], new float[12]);
        float[] gain = new float[4];
        refuses("dgain overlaps gain", 4, gain, gain, new float[12]);
        float[] dy = new float[12];
        refuses("dy overlaps dgain", 4, gain, dy, dy);
        assertThatNullPointerException()
                .isThrownBy(() -> LayerNorm.backward(
                        3, 4, EPS, new float[12], 0, 4, gain, 0, dy, 0, 4, new float[4], 0, null, 0, 4, dy, 0, 4))
                .withMessage("dx");
    }

    private static void refuses(String why, int lddx, float[] gain, float[] dgain, float[] dy) {
        float[] x = new float[12];
        float[] y = new float[12];
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerNorm.backward(
                        3, 4, EPS, x, 0, 4, gain, 0, dy, 0, 4, dgain, 0, new float[12], 0, lddx, y, 0, 4))
                .withMessageStartingWith(why);
    }

    /** Each is read after the sum has been written, from the second row on. */
    @Test
    void refusesASumThatOverlapsWhatItsRowsRead() {
        refusesSum("normalSum overlaps gain", 0, 4, 8);
        refusesSum("normalSum overlaps shift", 4, 3, 8);
        refusesSum("normalSum overlaps scale", 4, 8, 1);
    }

    private static void refusesSum(String why, int gain, int shift, int scale) {
        float[] a = new float[12];
        float[] x = new float[12];
        float[] dy = new float[12];
        float[] dx = new float[12];
        float[] y = new float[12];
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerNorm.modulateBackward(
                        3, 4, EPS, x, 0, 4, a, gain, a, shift, a, scale, dy, 0, 4, a, 0, dx, 0, 4, y, 0, 4))
                .withMessageStartingWith(why);
    }
}
