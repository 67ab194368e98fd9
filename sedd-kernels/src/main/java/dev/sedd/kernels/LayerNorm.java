package dev.sedd.kernels;

import dev.sedd.kernels.internal.Checks;
import dev.sedd.kernels.internal.LayerNormRows;

/**
 * Layer normalisation (Ba, Kiros, Hinton 2016, arXiv 1607.06450) over the rows of a matrix, with a gain and no bias,
 * plain or followed by adaLN's modulation (Peebles and Xie 2023, arXiv 2212.09748).
 *
 * <p>LN(x)_ij = (x_ij − mean_i)/√(variance_i + eps)·gain_j, with the variance Σ_j (x_ij − mean_i)²/n taken in a pass of
 * its own. Errors are below 1e-6 of a row's largest result, for rows far from zero too.
 *
 * <p>The output may be exactly x; another overlap of the output with an input is refused. A row that holds NaN or an
 * infinity gives a row of NaN. The layout of the arrays and the errors that are thrown are those of the
 * {@linkplain dev.sedd.kernels package}.
 */
public final class LayerNorm {
    private LayerNorm() {}

    /**
     * y := LN(x), for {@code rows} rows of {@code n}.
     *
     * @param eps added to the variance, ≥ 0
     * @param gain n values
     */
    public static void apply(
            int rows,
            int n,
            float eps,
            float[] x,
            int xOff,
            int ldx,
            float[] gain,
            int gainOff,
            float[] y,
            int yOff,
            int ldy) {
        check(rows, n, eps, x, xOff, ldx, y, yOff, ldy);
        checkVector("gain", rows, n, gain, gainOff, y, yOff, ldy);
        for (int i = 0; n > 0 && i < rows; i++) {
            LayerNormRows.apply(n, eps, x, xOff + i * ldx, gain, gainOff, y, yOff + i * ldy);
        }
    }

    /**
     * y_ij := LN(x)_ij·(1 + scale_j) + shift_j, for {@code rows} rows of {@code n}; shift and scale are the same for all
     * rows.
     *
     * @param eps added to the variance, ≥ 0
     * @param gain n values, as are {@code shift} and {@code scale}
     */
    public static void modulate(
            int rows,
            int n,
            float eps,
            float[] x,
            int xOff,
            int ldx,
            float[] gain,
            int gainOff,
            float[] shift,
            int shiftOff,
            float[] scale,
            int scaleOff,
            float[] y,
            int yOff,
            int ldy) {
        check(rows, n, eps, x, xOff, ldx, y, yOff, ldy);
        checkVector("gain", rows, n, gain, gainOff, y, yOff, ldy);
        checkVector("shift", rows, n, shift, shiftOff, y, yOff, ldy);
        checkVector("scale", rows, n, scale, scaleOff, y, yOff, ldy);
        for (int i = 0; n > 0 && i < rows; i++) {
            LayerNormRows.modulate(
                    n, eps, x, xOff + i * ldx, gain, gainOff, shift, shiftOff, scale, scaleOff, y, yOff + i * ldy);
        }
    }

    private static void check(int rows, int n, float eps, float[] x, int xOff, int ldx, float[] y, int yOff, int ldy) {
        Checks.size("rows", rows);
        Checks.size("n", n);
        if (!(eps >= 0)) {
            throw new IllegalArgumentException("eps=" + eps + " is not ≥ 0");
        }
        Checks.matrix("x", rows, n, "n", x, xOff, ldx);
        Checks.matrix("y", rows, n, "n", y, yOff, ldy);
        Checks.sameOrDisjoint(rows, n, "x", x, xOff, ldx, "y", y, yOff, ldy);
    }

    private static void checkVector(
            String name, int rows, int n, float[] vector, int off, float[] y, int yOff, int ldy) {
        Checks.vector(name, n, vector, off);
        Checks.disjoint(name, vector, off, (long) off + n, "y", y, yOff, Checks.end(rows, n, yOff, ldy));
    }
}
