package dev.sedd.kernels;

import dev.sedd.kernels.internal.Checks;
import dev.sedd.kernels.internal.SoftmaxGradientRows;
import dev.sedd.kernels.internal.SoftmaxRows;

/**
 * Softmax and log-softmax over the rows of a matrix.
 *
 * <p>A row that holds NaN or +∞, or nothing but −∞, gives a row of NaN, as in PyTorch; a single −∞ gives 0 and −∞. The
 * output may be exactly the input; another overlap is refused. The layout of the arrays and the errors that are thrown are
 * those of the {@linkplain dev.sedd.kernels package}.
 *
 * <p>Errors of both are below (n/16 + 10)·2⁻²⁴ of a row's largest result, since sixteen sums in float32 take n/16 numbers
 * each; in normally distributed rows of up to 1024 they are below 1e-6.
 */
public final class Softmax {
    private Softmax() {}

    /** y_ij := e^(x_ij − m_i) / Σ_k e^(x_ik − m_i), m_i the row's largest entry, for i &lt; rows, j &lt; n. */
    public static void softmax(int rows, int n, float[] x, int xOff, int ldx, float[] y, int yOff, int ldy) {
        check(rows, n, x, xOff, ldx, y, yOff, ldy);
        for (int i = 0; n > 0 && i < rows; i++) {
            SoftmaxRows.softmax(n, 1f, x, xOff + i * ldx, y, yOff + i * ldy);
        }
    }

    /** y_ij := x_ij − m_i − ln Σ_k e^(x_ik − m_i), m_i the row's largest entry, for i &lt; rows, j &lt; n. */
    public static void logSoftmax(int rows, int n, float[] x, int xOff, int ldx, float[] y, int yOff, int ldy) {
        check(rows, n, x, xOff, ldx, y, yOff, ldy);
        for (int i = 0; n > 0 && i < rows; i++) {
            SoftmaxRows.logSoftmax(n, x, xOff + i * ldx, y, yOff + i * ldy);
        }
    }

    /**
     * The backward pass of {@link #softmax}: dx_ij := y_ij·(dy_ij − Σ_k y_ik·dy_ik), for i &lt; rows, j &lt; n.
     *
     * @param y the result of the forward pass
     * @param dy the gradient of y
     * @param dx may be exactly dy; must not overlap y
     */
    public static void backward(
            int rows,
            int n,
            float[] y,
            int yOff,
            int ldy,
            float[] dy,
            int dyOff,
            int lddy,
            float[] dx,
            int dxOff,
            int lddx) {
        Checks.size("rows", rows);
        Checks.size("n", n);
        Checks.matrix("y", rows, n, "n", y, yOff, ldy);
        Checks.matrix("dy", rows, n, "n", dy, dyOff, lddy);
        Checks.matrix("dx", rows, n, "n", dx, dxOff, lddx);
        Checks.sameOrDisjoint(rows, n, "dy", dy, dyOff, lddy, "dx", dx, dxOff, lddx);
        Checks.disjoint(
                "y", y, yOff, Checks.end(rows, n, yOff, ldy), "dx", dx, dxOff, Checks.end(rows, n, dxOff, lddx));
        for (int i = 0; n > 0 && i < rows; i++) {
            SoftmaxGradientRows.apply(n, 1f, y, yOff + i * ldy, dy, dyOff + i * lddy, dx, dxOff + i * lddx);
        }
    }

    private static void check(int rows, int n, float[] x, int xOff, int ldx, float[] y, int yOff, int ldy) {
        Checks.size("rows", rows);
        Checks.size("n", n);
        Checks.matrix("x", rows, n, "n", x, xOff, ldx);
        Checks.matrix("y", rows, n, "n", y, yOff, ldy);
        Checks.sameOrDisjoint(rows, n, "x", x, xOff, ldx, "y", y, yOff, ldy);
    }
}
