package dev.sedd.kernels;

import dev.sedd.kernels.internal.Checks;
import dev.sedd.kernels.internal.LayerNormGradientRows;
import dev.sedd.kernels.internal.LayerNormRows;
import dev.sedd.kernels.internal.Scratch;

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
        for (int i = 0; n > 0 && i < rows; i += LayerNormRows.ROWS) {
            int count = Math.min(LayerNormRows.ROWS, rows - i);
            LayerNormRows.apply(count, n, eps, x, xOff + i * ldx, ldx, gain, gainOff, y, yOff + i * ldy, ldy);
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
        checkInputs(rows, n, gain, gainOff, shift, shiftOff, scale, scaleOff, y, yOff, ldy);
        for (int i = 0; n > 0 && i < rows; i += LayerNormRows.ROWS) {
            int count = Math.min(LayerNormRows.ROWS, rows - i);
            LayerNormRows.modulate(
                    count,
                    n,
                    eps,
                    x,
                    xOff + i * ldx,
                    ldx,
                    gain,
                    gainOff,
                    shift,
                    shiftOff,
                    scale,
                    scaleOff,
                    y,
                    yOff + i * ldy,
                    ldy);
        }
    }

    /**
     * The way back through {@link #apply}: with u the normalised rows, dgain_j := dgain_j + Σ_i dy_ij·u_ij, the rows added
     * in order, and with g = dy·gain, dx_i := (g − mean_j(g) − u·mean_j(g·u))/√(variance_i + eps); and y := LN(x) again, to
     * the bit, at little more cost, so that it need not be kept.
     *
     * @param eps as in the forward pass
     * @param x what the forward pass read
     * @param gain n values
     * @param dy the gradient of its result
     * @param dgain n values, added to
     * @param dx overwritten; may be exactly dy
     * @param y receives its result; must overlap none of the others, nor dx another but dy
     */
    public static void backward(
            int rows,
            int n,
            float eps,
            float[] x,
            int xOff,
            int ldx,
            float[] gain,
            int gainOff,
            float[] dy,
            int dyOff,
            int lddy,
            float[] dgain,
            int dgainOff,
            float[] dx,
            int dxOff,
            int lddx,
            float[] y,
            int yOff,
            int ldy) {
        checkBackward(rows, n, eps, x, xOff, ldx, dy, dyOff, lddy, dgain, dgainOff, dx, dxOff, lddx, y, yOff, ldy);
        checkVector("gain", rows, n, gain, gainOff, dx, dxOff, lddx);
        checkVector("gain", rows, n, gain, gainOff, y, yOff, ldy);
        Checks.disjoint("gain", gain, gainOff, (long) gainOff + n, "dgain", dgain, dgainOff, (long) dgainOff + n);
        for (int i = 0; n > 0 && i < rows; i++) {
            LayerNormGradientRows.apply(
                    n,
                    eps,
                    x,
                    xOff + i * ldx,
                    gain,
                    gainOff,
                    dy,
                    dyOff + i * lddy,
                    dgain,
                    dgainOff,
                    dx,
                    dxOff + i * lddx,
                    y,
                    yOff + i * ldy);
        }
    }

    /**
     * The way back through {@link #modulate}, into a residual stream: with u the normalised rows,
     * normalSum_j := normalSum_j + Σ_i dy_ij·u_ij, the rows added in order, from which (1 + scale_j)·normalSum_j is the
     * gradient of the gain and gain_j·normalSum_j that of the scale; that of the shift is the sum of dy down its columns.
     * And with g = dy·gain·(1 + scale), dx_i := dx_i + (g − mean_j(g) − u·mean_j(g·u))/√(variance_i + eps); and y is the
     * forward pass's result again, as in {@link #backward}.
     *
     * @param eps as in the forward pass
     * @param x what the forward pass read
     * @param gain n values, as are {@code shift}, {@code scale} and {@code normalSum}
     * @param dy the gradient of its result
     * @param normalSum added to
     * @param dx added to; must overlap none of the others
     * @param y receives its result; must overlap none of the others
     */
    public static void modulateBackward(
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
            float[] dy,
            int dyOff,
            int lddy,
            float[] normalSum,
            int normalSumOff,
            float[] dx,
            int dxOff,
            int lddx,
            float[] y,
            int yOff,
            int ldy) {
        checkBackward(
                rows, n, eps, x, xOff, ldx, dy, dyOff, lddy, normalSum, normalSumOff, dx, dxOff, lddx, y, yOff, ldy);
        checkInputs(rows, n, gain, gainOff, shift, shiftOff, scale, scaleOff, dx, dxOff, lddx);
        checkInputs(rows, n, gain, gainOff, shift, shiftOff, scale, scaleOff, y, yOff, ldy);
        long end = Checks.end(rows, n, dxOff, lddx);
        Checks.disjoint("dy", dy, dyOff, Checks.end(rows, n, dyOff, lddy), "dx", dx, dxOff, end);
        checkInputs(1, n, gain, gainOff, shift, shiftOff, scale, scaleOff, normalSum, normalSumOff, n);
        float[] factor = Scratch.FACTOR.floats(n);
        LayerNormGradientRows.factor(n, gain, gainOff, scale, scaleOff, factor);
        for (int i = 0; n > 0 && i < rows; i++) {
            LayerNormGradientRows.modulated(
                    n,
                    eps,
                    x,
                    xOff + i * ldx,
                    factor,
                    gain,
                    gainOff,
                    shift,
                    shiftOff,
                    scale,
                    scaleOff,
                    dy,
                    dyOff + i * lddy,
                    normalSum,
                    normalSumOff,
                    dx,
                    dxOff + i * lddx,
                    y,
                    yOff + i * ldy);
        }
    }

    private static void checkBackward(
            int rows,
            int n,
            float eps,
            float[] x,
            int xOff,
            int ldx,
            float[] dy,
            int dyOff,
            int lddy,
            float[] sum,
            int sumOff,
            float[] dx,
            int dxOff,
            int lddx,
            float[] y,
            int yOff,
            int ldy) {
        check(rows, n, eps, x, xOff, ldx, dx, dxOff, lddx);
        Checks.matrix("dy", rows, n, "n", dy, dyOff, lddy);
        Checks.matrix("y", rows, n, "n", y, yOff, ldy);
        Checks.sameOrDisjoint(rows, n, "dy", dy, dyOff, lddy, "dx", dx, dxOff, lddx);
        long end = Checks.end(rows, n, dxOff, lddx);
        long yEnd = Checks.end(rows, n, yOff, ldy);
        long xEnd = Checks.end(rows, n, xOff, ldx);
        Checks.disjoint("x", x, xOff, xEnd, "dx", dx, dxOff, end);
        Checks.disjoint("x", x, xOff, xEnd, "y", y, yOff, yEnd);
        Checks.disjoint("dy", dy, dyOff, Checks.end(rows, n, dyOff, lddy), "y", y, yOff, yEnd);
        Checks.disjoint("dx", dx, dxOff, end, "y", y, yOff, yEnd);
        checkVector("sum", rows, n, sum, sumOff, dx, dxOff, lddx);
        checkVector("sum", rows, n, sum, sumOff, x, xOff, ldx);
        checkVector("sum", rows, n, sum, sumOff, dy, dyOff, lddy);
        checkVector("sum", rows, n, sum, sumOff, y, yOff, ldy);
    }

    private static void checkInputs(
            int rows,
            int n,
            float[] gain,
            int gainOff,
            float[] shift,
            int shiftOff,
            float[] scale,
            int scaleOff,
            float[] y,
            int yOff,
            int ldy) {
        checkVector("gain", rows, n, gain, gainOff, y, yOff, ldy);
        checkVector("shift", rows, n, shift, shiftOff, y, yOff, ldy);
        checkVector("scale", rows, n, scale, scaleOff, y, yOff, ldy);
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
