package dev.sedd.kernels;

import dev.sedd.kernels.internal.Checks;
import dev.sedd.kernels.internal.LayerNormGradientRows;
import dev.sedd.kernels.internal.LayerNormRows;
import dev.sedd.kernels.internal.NormOperands;
import dev.sedd.kernels.internal.Scratch;

/**
 * Layer normalisation (Ba, Kiros, Hinton 2016, arXiv 1607.06450) over the rows of a matrix, with a gain and no bias,
 * plain or followed by adaLN's modulation (Peebles and Xie 2023, arXiv 2212.09748).
 *
 * <p>LN(x)_ij = (x_ij − mean_i)/√(variance_i + eps)·gain_j, with the variance Σ_j (x_ij − mean_i)²/n taken in a pass of
 * its own. Errors are below (n/16 + 10)·2⁻²⁴ of a row's largest result, for rows far from zero too, since sixteen sums in
 * float32 take n/16 numbers each; in normally distributed rows of up to 1024 they are below 1e-6. That holds for |x| below
 * 10¹⁹/√n, beyond which squares overflow, and with eps = 0 for deviations above 10⁻¹⁸, below which they vanish. A row of up to
 * 2¹⁷ equal numbers gives 0, with eps = 0 NaN, 0 · ∞.
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
        NormOperands.forward(rows, n, eps, x, xOff, ldx, "y", y, yOff, ldy);
        NormOperands.vector("gain", rows, n, gain, gainOff, "y", y, yOff, ldy);
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
        NormOperands.forward(rows, n, eps, x, xOff, ldx, "y", y, yOff, ldy);
        NormOperands.vectors(rows, n, gain, gainOff, shift, shiftOff, scale, scaleOff, "y", y, yOff, ldy);
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
     * The backward pass of {@link #apply}: with u the normalised rows, dgain_j := dgain_j + Σ_i dy_ij·u_ij, the rows added
     * in order, and with g = dy·gain, dx_i := (g − mean_j(g) − u·mean_j(g·u))/√(variance_i + eps); and y := LN(x) again, to
     * the bit, at little more cost, so that it need not be kept.
     *
     * @param eps as in the forward pass
     * @param x what the forward pass read
     * @param gain n values
     * @param dy the gradient of its result
     * @param dgain n values, added to; must overlap none of the others
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
        NormOperands.backward(
                rows, n, eps, x, xOff, ldx, dy, dyOff, lddy, "dgain", dgain, dgainOff, dx, dxOff, lddx, y, yOff, ldy);
        NormOperands.vector("gain", rows, n, gain, gainOff, "dx", dx, dxOff, lddx);
        NormOperands.vector("gain", rows, n, gain, gainOff, "y", y, yOff, ldy);
        NormOperands.vector("gain", 1, n, gain, gainOff, "dgain", dgain, dgainOff, n);
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
     * The backward pass of {@link #modulate}, into a residual stream: with u the normalised rows,
     * normalSum_j := normalSum_j + Σ_i dy_ij·u_ij, the rows added in order, from which (1 + scale_j)·normalSum_j is the
     * gradient of the gain and gain_j·normalSum_j that of the scale; that of the shift is the sum of dy down its columns.
     * And with g = dy·gain·(1 + scale), dx_i := dx_i + (g − mean_j(g) − u·mean_j(g·u))/√(variance_i + eps); and y is the
     * forward pass's result again, as in {@link #backward}.
     *
     * @param eps as in the forward pass
     * @param x what the forward pass read
     * @param gain n values, as are {@code shift}, {@code scale} and {@code normalSum}
     * @param dy the gradient of its result
     * @param normalSum added to; must overlap none of the others
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
        NormOperands.backward(
                rows,
                n,
                eps,
                x,
                xOff,
                ldx,
                dy,
                dyOff,
                lddy,
                "normalSum",
                normalSum,
                normalSumOff,
                dx,
                dxOff,
                lddx,
                y,
                yOff,
                ldy);
        NormOperands.vectors(rows, n, gain, gainOff, shift, shiftOff, scale, scaleOff, "dx", dx, dxOff, lddx);
        NormOperands.vectors(rows, n, gain, gainOff, shift, shiftOff, scale, scaleOff, "y", y, yOff, ldy);
        NormOperands.vectors(
                1, n, gain, gainOff, shift, shiftOff, scale, scaleOff, "normalSum", normalSum, normalSumOff, n);
        long end = Checks.end(rows, n, dxOff, lddx);
        Checks.disjoint("dy", dy, dyOff, Checks.end(rows, n, dyOff, lddy), "dx", dx, dxOff, end);
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
}
