package dev.sedd.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sedd.kernels.reference.AttentionGradient;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attention's backward kernel against its twin: sizes around tiles and vectors, several blocks of queries, threads. */
class AttentionBackwardTest {
    private static final double TOLERANCE = 1e-5;

    @ParameterizedTest
    @CsvSource({"1,1,1,1", "2,1,2,4", "1,2,1,2", "2,13,3,5", "1,31,2,16", "1,97,1,33", "2,40,2,64", "1,300,1,8"})
    void agreesWithItsTwin(int batch, int length, int heads, int h) {
        int d = heads * h;
        int ld = 3 * d + 1;
        int rows = batch * length;
        float[] qkv = Testing.normal(length, 2 + rows * ld, 1);
        float[] dOut = Testing.normal(h, 1 + rows * d, 1);
        float[] result = Testing.untouched(3 + rows * ld);
        backward(batch, length, heads, h, qkv, dOut, result, Workers.shared());
        for (int b = 0; b < batch; b++) {
            for (int head = 0; head < heads; head++) {
                double[] q = head(qkv, 2, ld, b * length, length, head * h, h);
                double[] k = head(qkv, 2, ld, b * length, length, d + head * h, h);
                double[] v = head(qkv, 2, ld, b * length, length, 2 * d + head * h, h);
                double[] g = head(dOut, 1, d, b * length, length, head * h, h);
                AttentionGradient twin = new AttentionGradient(length, h, q, k);
                close(result, ld, b * length, length, head * h, h, twin.dq(k, v, g), "dq");
                close(result, ld, b * length, length, d + head * h, h, twin.dk(q, v, g), "dk");
                close(result, ld, b * length, length, 2 * d + head * h, h, twin.dv(g), "dv");
            }
        }
        for (int r = 0; r < rows; r++) {
            assertThat(result[2 + r * ld + 3 * d]).isEqualTo(Testing.UNTOUCHED);
        }
        float[] alone = Testing.untouched(result.length);
        backward(batch, length, heads, h, qkv, dOut, alone, Workers.sequential());
        assertThat(alone).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "13,3", "97,2", "300,1"})
    void chosenQueriesGiveWhatAllDoWhereTheOthersHaveNoGradient(int length, int heads) {
        int batch = 3;
        int h = 5;
        int d = heads * h;
        int ld = 3 * d;
        int rows = batch * length;
        int[] chosen = IntStream.range(0, rows)
                .filter(row -> row / length != 1 && row * 7 % 5 < 2) // of the second sequence none
                .toArray();
        int[] starts = new int[batch + 1];
        float[] qkv = Testing.normal(length, rows * ld, 1);
        float[] dOut = new float[rows * d];
        float[] q = new float[chosen.length * d];
        float[] dOfChosen = Testing.normal(2, chosen.length * d, 1);
        for (int i = 0; i < chosen.length; i++) {
            System.arraycopy(qkv, chosen[i] * ld, q, i * d, d);
            System.arraycopy(dOfChosen, i * d, dOut, chosen[i] * d, d);
            Arrays.fill(starts, chosen[i] / length + 1, batch + 1, i + 1);
        }
        float[] all = new float[rows * ld];
        Attention.backward(
                batch,
                length,
                heads,
                h,
                qkv,
                0,
                ld,
                qkv,
                d,
                ld,
                qkv,
                2 * d,
                ld,
                dOut,
                0,
                d,
                all,
                0,
                ld,
                all,
                d,
                ld,
                all,
                2 * d,
                ld,
                Workers.sequential());
        float[] dkv = Testing.untouched(rows * 2 * d);
        float[] dq = Testing.untouched(q.length);
        Attention.chosenBackward(
                batch,
                length,
                starts,
                heads,
                h,
                q,
                0,
                d,
                qkv,
                d,
                ld,
                qkv,
                2 * d,
                ld,
                dOfChosen,
                0,
                d,
                dq,
                0,
                d,
                dkv,
                0,
                2 * d,
                dkv,
                d,
                2 * d,
                Workers.shared());
        for (int i = 0; i < chosen.length; i++) {
            assertThat(Arrays.copyOfRange(dq, i * d, (i + 1) * d))
                    .isEqualTo(Arrays.copyOfRange(all, chosen[i] * ld, chosen[i] * ld + d));
        }
        for (int row = 0; row < rows; row++) {
            assertThat(Arrays.copyOfRange(dkv, row * 2 * d, (row + 1) * 2 * d))
                    .isEqualTo(Arrays.copyOfRange(all, row * ld + d, (row + 1) * ld));
        }
    }

    @Test
    void refusesResultsThatOverlap() {
        float[] x = new float[12];
        float[] y = new float[12];
        refuses(x, x, 0, 1, 2, "dq overlaps q in the same array");
        refuses(x, y, 0, 0, 2, "dk overlaps dq");
        refuses(x, y, 0, 1, 10, "dv.length=12 < 14");
    }

    @Test
    void refusesSizesThatAnIntDoesNotCount() {
        int n = 1 << 16;
        float[] x = new float[1];
        Workers alone = Workers.sequential();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Attention.backward(
                        n, n, 0, 0, x, 0, 1, x, 0, 1, x, 0, 1, x, 0, 1, x, 0, 1, x, 0, 1, x, 0, 1, alone))
                .withMessage("batch=65536 times length=65536 is more than an int holds");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Attention.backward(
                        0, 0, n, n, x, 0, n, x, 0, n, x, 0, n, x, 0, n, x, 0, n, x, 0, n, x, 0, n, alone))
                .withMessage("heads=65536 times headSize=65536 is more than an int holds");
    }

    private static void refuses(float[] in, float[] out, int dq, int dk, int dv, String why) {
        float[] dOut = new float[2];
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Attention.backward(
                        1,
                        2,
                        1,
                        1,
                        in,
                        0,
                        3,
                        in,
                        1,
                        3,
                        in,
                        2,
                        3,
                        dOut,
                        0,
                        1,
                        out,
                        dq,
                        3,
                        out,
                        dk,
                        3,
                        out,
                        dv,
                        3,
                        Workers.sequential()))
                .withMessageContaining(why);
    }

    private static void backward(
            int batch, int length, int heads, int h, float[] qkv, float[] dOut, float[] result, Workers workers) {
        int d = heads * h;
        int ld = 3 * d + 1;
        Attention.backward(
                batch, length, heads, h, qkv, 2, ld, qkv, 2 + d, ld, qkv, 2 + 2 * d, ld, dOut, 1, d, result, 2, ld,
                result, 2 + d, ld, result, 2 + 2 * d, ld, workers);
    }

    private static double[] head(float[] x, int off, int ld, int row, int length, int column, int h) {
        double[] y = new double[length * h];
        for (int i = 0; i < length; i++) {
            for (int j = 0; j < h; j++) {
                y[i * h + j] = x[off + (row + i) * ld + column + j];
            }
        }
        return y;
    }

    private static void close(
            float[] actual, int ld, int row, int length, int column, int h, double[] expected, String what) {
        double largest = 1e-3;
        for (double e : expected) {
            largest = Math.max(largest, Math.abs(e));
        }
        double[] got = head(actual, 2, ld, row, length, column, h);
        for (int i = 0; i < got.length; i++) {
            assertThat(Math.abs(got[i] - expected[i]))
                    .as("%s: element %d is %s, expected %s", what, i, got[i], expected[i])
                    .isLessThanOrEqualTo(TOLERANCE * largest);
        }
    }
}
