package dev.sedd.kernels;

import dev.sedd.kernels.internal.Checks;
import dev.sedd.kernels.internal.ColumnRows;

/**
 * A vector that is added to every row of a matrix, and its gradient, the sum of the rows. The layout of the arrays and
 * the errors that are thrown are those of the {@linkplain dev.sedd.kernels package}.
 */
public final class Bias {
    private Bias() {}

    /**
     * y_ij := y_ij + bias_j for i &lt; rows, j &lt; n.
     *
     * @param bias n values; must not overlap y
     */
    public static void add(int rows, int n, float[] bias, int biasOff, float[] y, int yOff, int ldy) {
        Checks.size("rows", rows);
        Checks.size("n", n);
        Checks.vector("bias", n, bias, biasOff);
        Checks.matrix("y", rows, n, "n", y, yOff, ldy);
        Checks.disjoint("bias", bias, biasOff, (long) biasOff + n, "y", y, yOff, Checks.end(rows, n, yOff, ldy));
        for (int i = 0; i < rows; i++) {
            ColumnRows.add(n, bias, biasOff, y, yOff + i * ldy);
        }
    }

    /**
     * dbias_j := dbias_j + Σ_i dy_ij for i &lt; rows, j &lt; n, the rows added one after the other.
     *
     * @param dy the gradient of the rows; not modified
     * @param dbias n values, added to; must not overlap dy
     */
    public static void backward(int rows, int n, float[] dy, int dyOff, int lddy, float[] dbias, int dbiasOff) {
        Checks.size("rows", rows);
        Checks.size("n", n);
        Checks.matrix("dy", rows, n, "n", dy, dyOff, lddy);
        Checks.vector("dbias", n, dbias, dbiasOff);
        long end = Checks.end(rows, n, dyOff, lddy);
        Checks.disjoint("dy", dy, dyOff, end, "dbias", dbias, dbiasOff, (long) dbiasOff + n);
        for (int i = 0; i < rows; i++) {
            ColumnRows.add(n, dy, dyOff + i * lddy, dbias, dbiasOff);
        }
    }
}
