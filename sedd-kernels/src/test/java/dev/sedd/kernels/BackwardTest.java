package dev.sedd.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.sedd.kernels.reference.GeluReference;
import dev.sedd.kernels.reference.LayerNormGradient;
import dev.sedd.kernels.reference.RowGradients;
import dev.sedd.kernels.reference.SiluReference;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The row kernels of the backward pass against their twins, on rows of every awkward length. */
class BackwardTest {
    private static final int ROWS = 3;
    private static final float EPS = 1e-5f;
    private static final double TOLERANCE = 2e-6;

    static IntStream sizes() {
        return Testing.sizes().filter(n -> n > 0);
    }

    @Test
    void activationsNameTheArgumentThatIsWrong() {
        float[] x = new float[4];
        float[] two = new float[2];
        assertThatNullPointerException()
                .isThrownBy(() -> Silu.backward(4, x, 0, null, 0, new float[4], 0))
                .withMessage("dy");
        assertThatNullPointerException()
                .isThrownBy(() -> Gelu.erfBackward(4, x, 0, new float[4], 0, new float[4], 0, null, 0))
                .withMessage("dx");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gelu.tanhBackward(4, x, 0, new float[4], 0, new float[4], 0, new float[4], -1))
                .withMessageContaining("dxOff=-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Silu.backward(4, x, 0, two, 0, new float[4], 0))
                .withMessageContaining("dy.length=2");
        float[] both = new float[6];
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Silu.backward(4, x, 0, both, 0, both, 1))
                .withMessageContaining("dx overlaps dy");
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void activations(int n) {
        float[] x = Testing.normal(1, n + 5, 3);
        float[] dy = Testing.normal(2, n + 3, 1);
        float[] y = Testing.untouched(n + 8);
        float[] dx = Testing.untouched(n + 8);
        Gelu.erfBackward(n, x, 5, dy, 3, y, 2, dx, 1);
        close(dx, 1, n, slopes(n, x, dy, GeluReference::geluErfSlope), "GELU by erf");
        float[] again = Testing.untouched(n + 8);
        Gelu.erf(n, x, 5, again, 2);
        assertThat(y).isEqualTo(again);
        Gelu.tanhBackward(n, x, 5, dy, 3, y, 2, dx, 1);
        close(dx, 1, n, slopes(n, x, dy, GeluReference::geluTanhSlope), "GELU by tanh");
        Gelu.tanh(n, x, 5, again, 2);
        assertThat(y).isEqualTo(again);
        Silu.backward(n, x, 5, dy, 3, dx, 1);
        close(dx, 1, n, slopes(n, x, dy, SiluReference::siluSlope), "SiLU");
        Silu.backward(n, x, 5, dy, 3, dy, 3);
        assertThat(Arrays.copyOfRange(dy, 3, n + 3)).isEqualTo(Arrays.copyOfRange(dx, 1, n + 1));
    }

    @Test
    void slopesAtTheEnds() {
        float most = Float.MAX_VALUE;
        float[] x = {-most, -1e20f, -1e14f, -100, -20, -9, 9, 20, 100, 2e13f, 1e14f, 1e20f, most, 0};
        float[] dy = new float[x.length];
        Arrays.fill(dy, 1);
        float[] expected = {0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 0.5f};
        float[] dx = new float[x.length];
        float[] y = new float[x.length];
        Gelu.erfBackward(x.length, x, 0, dy, 0, y, 0, dx, 0);
        assertThat(dx).containsExactly(expected, org.assertj.core.data.Offset.offset(1e-6f));
        Gelu.tanhBackward(x.length, x, 0, dy, 0, y, 0, dx, 0);
        assertThat(dx).containsExactly(expected, org.assertj.core.data.Offset.offset(1e-6f));
        Silu.backward(x.length, x, 0, dy, 0, dx, 0);
        assertThat(dx).containsExactly(expected, org.assertj.core.data.Offset.offset(1e-3f));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void layerNorm(int n) {
        int ld = n + 2;
        float[] gain = Testing.normal(1, n + 1, 1);
        float[] scale = Testing.normal(2, n + 2, 1);
        float[] shift = Testing.normal(7, n + 1, 1);
        float[] x = Testing.normal(3, 4 + ROWS * ld, 2);
        float[] dy = Testing.normal(4, 1 + ROWS * ld, 1);
        LayerNormGradient twin = new LayerNormGradient(ROWS, n, EPS, dense(x, 4, n, ld));
        double[] g = dense(dy, 1, n, ld);
        float[] sum = Testing.normal(5, n + 3, 1);
        double[] expectedSum = plus(twin.normalSum(g), sum, 3);
        float[] dx = Testing.untouched(6 + ROWS * ld);
        float[] y = Testing.untouched(1 + ROWS * ld);
        float[] again = y.clone();
        LayerNorm.backward(ROWS, n, EPS, x, 4, ld, gain, 1, dy, 1, ld, sum, 3, dx, 2, ld, y, 1, ld);
        LayerNorm.apply(ROWS, n, EPS, x, 4, ld, gain, 1, again, 1, ld);
        assertThat(y).isEqualTo(again);
        double[] plain = twin.dx(doubles(gain, 1, n), new double[n], g);
        closeRows(dx, 2, n, ld, plain, "dx");
        close(sum, 3, n, expectedSum, "sum over the normalised rows");
        assertThat(dx[1]).isEqualTo(Testing.UNTOUCHED);
        assertThat(dx[2 + n]).isEqualTo(Testing.UNTOUCHED);

        float[] stream = Testing.normal(6, 2 + ROWS * ld, 1);
        double[] expected = twin.dx(doubles(gain, 1, n), doubles(scale, 2, n), g);
        double[] before = dense(stream, 2, n, ld);
        for (int i = 0; i < expected.length; i++) {
            expected[i] += before[i];
        }
        Arrays.fill(sum, 0);
        LayerNorm.modulateBackward(
                ROWS, n, EPS, x, 4, ld, gain, 1, shift, 1, scale, 2, dy, 1, ld, sum, 3, stream, 2, ld, y, 1, ld);
        LayerNorm.modulate(ROWS, n, EPS, x, 4, ld, gain, 1, shift, 1, scale, 2, again, 1, ld);
        assertThat(y).isEqualTo(again);
        closeRows(stream, 2, n, ld, expected, "dx, added");
        close(sum, 3, n, twin.normalSum(g), "sum over the normalised rows");
        LayerNorm.backward(ROWS, n, EPS, x, 4, ld, gain, 1, dy, 1, ld, sum, 3, dy, 1, ld, y, 1, ld);
        assertThat(Arrays.copyOfRange(dy, 1, n + 1)).as("in place").isEqualTo(Arrays.copyOfRange(dx, 2, n + 2));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void softmax(int n) {
        int ld = n + 3;
        float[] y = Testing.normal(1, ROWS * ld, 2);
        float[] dy = Testing.normal(2, 1 + ROWS * ld, 1);
        Softmax.softmax(ROWS, n, y, 0, ld, y, 0, ld);
        double[] expected = RowGradients.softmaxBackward(ROWS, n, dense(y, 0, n, ld), dense(dy, 1, n, ld));
        float[] dx = Testing.untouched(2 + ROWS * ld);
        Softmax.backward(ROWS, n, y, 0, ld, dy, 1, ld, dx, 2, ld);
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < n; j++) {
                assertThat((double) dx[2 + i * ld + j])
                        .isCloseTo(expected[i * n + j], org.assertj.core.data.Offset.offset(TOLERANCE));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void gatedSumAndBias(int n) {
        int ld = n + 2;
        float[] gate = Testing.normal(1, n + 1, 1);
        float[] u = Testing.normal(2, 3 + ROWS * ld, 1);
        float[] x = Testing.normal(3, ROWS * ld, 1);
        float[] y = Testing.untouched(1 + ROWS * ld);
        GatedSum.apply(ROWS, n, gate, 1, u, 3, ld, x, 0, ld, y, 1, ld);
        double[] g = doubles(gate, 1, n);
        closeRows(y, 1, n, ld, RowGradients.gatedSum(ROWS, n, g, dense(u, 3, n, ld), dense(x, 0, n, ld)), "y");
        assertThat(y[1 + n]).isEqualTo(Testing.UNTOUCHED);
        float[] dgate = Testing.normal(4, n, 1);
        double[] dy = dense(x, 0, n, ld);
        double[] sums = plus(RowGradients.columnSums(ROWS, n, dy, dense(u, 3, n, ld)), dgate, 0);
        float[] du = Testing.untouched(2 + ROWS * ld);
        GatedSum.backward(ROWS, n, gate, 1, u, 3, ld, x, 0, ld, dgate, 0, du, 2, ld);
        closeRows(du, 2, n, ld, RowGradients.gatedSumBackward(ROWS, n, g, dy), "du");
        close(dgate, 0, n, sums, "dgate");

        double[] ones = new double[ROWS * n];
        Arrays.fill(ones, 1);
        float[] dbias = new float[n + 1];
        Bias.backward(ROWS, n, x, 0, ld, dbias, 1);
        close(dbias, 1, n, RowGradients.columnSums(ROWS, n, dy, ones), "dbias");
        Bias.add(ROWS, n, gate, 1, x, 0, ld);
        closeRows(x, 0, n, ld, RowGradients.gatedSum(ROWS, n, g, ones, dy), "biased");
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void embedding(int n) {
        int[] tokens = {9, 2, 0, 2, 2, 3};
        int rows = tokens.length - 1;
        float[] dy = Testing.normal(1, rows * (n + 1), 1);
        float[] table = new float[2 + 4 * (n + 3)];
        Embedding.lookUpBackward(rows, n, tokens, 1, dy, 0, n + 1, 4, table, 2, n + 3);
        int[] used = Arrays.copyOfRange(tokens, 1, tokens.length);
        double[] expected = RowGradients.lookUpBackward(n, used, dense(dy, 0, n, n + 1, rows), 4);
        for (int v = 0; v < 4; v++) {
            close(table, 2 + v * (n + 3), n, Arrays.copyOfRange(expected, v * n, (v + 1) * n), "row " + v);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Embedding.lookUpBackward(rows, n, tokens, 0, dy, 0, n + 1, 4, table, 2, n + 3))
                .withMessageContaining("tokens[0]=9");
    }

    @Test
    void rotaryComesBack() {
        for (int h : new int[] {2, 6, 16, 34, 64}) {
            float[] x = Testing.normal(h, 1 + ROWS * (h + 1), 1);
            Rotary rotary = new Rotary(40, h);
            double[] expected = RowGradients.rotary(ROWS, 5, h, -1, dense(x, 1, h, h + 1));
            rotary.applyInverse(ROWS, 5, 1, x, 1, h + 1);
            closeRows(x, 1, h, h + 1, expected, "rotated back");
        }
    }

    @Test
    void aMaskKeepsWhereItsBitIsSet() {
        int n = 70;
        float[] x = Testing.normal(1, 1 + 2 * n, 1);
        float[] before = x.clone();
        long[] bits = {-1, 0b1010_1010_1101L, -1, ~0L << 7, 5};
        BitMask.apply(2, n, bits, 1, 2f, x, 1, n);
        assertThat(x[0]).isEqualTo(before[0]);
        for (int i = 0; i < 2 * n; i++) {
            int j = i % n;
            boolean kept = (bits[1 + i / n * 2 + j / 64] >>> (j % 64) & 1) != 0;
            assertThat(x[1 + i]).as("element %d", i).isEqualTo(kept ? 2 * before[1 + i] : 0);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BitMask.apply(2, n, bits, 2, 2f, x, 1, n))
                .withMessage("bits.length=5 does not hold 2 rows of 2 words from bitsOff=2");
    }

    @Test
    void countsTheWordsOfAMask() {
        assertThat(IntStream.of(0, 1, 64, 65, Integer.MAX_VALUE).map(BitMask::words))
                .containsExactly(0, 1, 1, 2, 1 << 25);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BitMask.words(-100))
                .withMessage("n=-100 is negative");
    }

    private static double[] slopes(int n, float[] x, float[] dy, DoubleUnaryOperator slope) {
        double[] expected = new double[n];
        for (int i = 0; i < n; i++) {
            expected[i] = dy[3 + i] * slope.applyAsDouble(x[5 + i]);
        }
        return expected;
    }

    private static double[] plus(double[] a, float[] b, int off) {
        double[] sum = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            sum[i] = a[i] + b[off + i];
        }
        return sum;
    }

    private static double[] doubles(float[] x, int off, int n) {
        return dense(x, off, n, n, 1);
    }

    private static double[] dense(float[] x, int off, int n, int ld) {
        return dense(x, off, n, ld, ROWS);
    }

    private static double[] dense(float[] x, int off, int n, int ld, int rows) {
        double[] y = new double[rows * n];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < n; j++) {
                y[i * n + j] = x[off + i * ld + j];
            }
        }
        return y;
    }

    private static void closeRows(float[] actual, int off, int n, int ld, double[] expected, String what) {
        for (int i = 0; i < ROWS; i++) {
            close(actual, off + i * ld, n, Arrays.copyOfRange(expected, i * n, (i + 1) * n), what + ", row " + i);
        }
    }

    /** Within the tolerance of the largest entry, or of 1, the size of what went in. */
    private static void close(float[] actual, int off, int n, double[] expected, String what) {
        double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        for (int j = 0; j < n; j++) {
            assertThat(Math.abs(actual[off + j] - expected[j]))
                    .as("%s: element %d of %d is %s, expected %s", what, j, n, actual[off + j], expected[j])
                    .isLessThanOrEqualTo(TOLERANCE * Math.max(largest, 1));
        }
    }
}
