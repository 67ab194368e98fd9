package dev.sedd.kernels;

import dev.sedd.kernels.internal.ActivationGradients;
import dev.sedd.kernels.internal.Activations;
import dev.sedd.kernels.internal.Checks;

/**
 * The Gaussian error linear unit (Hendrycks and Gimpel 2016, arXiv 1606.08415) of every element of an array, in its two
 * forms.
 *
 * <p>The output may be exactly the input; another overlap is refused. NaN gives NaN, +∞ gives +∞, and −∞ gives NaN, as in
 * PyTorch.
 */
public final class Gelu {
    private Gelu() {}

    /**
     * y_i := x_i·Φ(x_i) for i &lt; n, with the normal distribution function Φ(x) = (1 + erf(x/√2))/2. The relative error
     * is below 5.1e-7 + 5e-8·x² for every x &gt; −13, and the result within 1e-37 of the true one below.
     */
    public static void erf(int n, float[] x, int xOff, float[] y, int yOff) {
        Checks.elementwise(n, "x", x, xOff, "y", y, yOff);
        Activations.apply(Activation.GELU_ERF, n, x, xOff, y, yOff);
    }

    /**
     * y_i := x_i·(1 + tanh(u_i))/2 for i &lt; n, with u = √(2/π)·(x + 0.044715·x³). The relative error is below
     * 1.7e-7·(4 + 2|u|) for every x &gt; −9.9, and the result within 1e-36 of the true one below.
     */
    public static void tanh(int n, float[] x, int xOff, float[] y, int yOff) {
        Checks.elementwise(n, "x", x, xOff, "y", y, yOff);
        Activations.apply(Activation.GELU_TANH, n, x, xOff, y, yOff);
    }

    /**
     * The backward pass of {@link #erf}: dx_i := dy_i·(Φ(x_i) + x_i·φ(x_i)) for i &lt; n, with the normal density
     * φ(x) = e^(−x²/2)/√(2π); and y_i := x_i·Φ(x_i) again, to the bit, at little more cost, so that it need not be kept.
     * The error of the derivative is below 3e-7.
     *
     * @param x what the forward pass read
     * @param dy the gradient of its result
     * @param y receives its result; must overlap none of the others
     * @param dx may be exactly dy
     */
    public static void erfBackward(
            int n, float[] x, int xOff, float[] dy, int dyOff, float[] y, int yOff, float[] dx, int dxOff) {
        checkBackward(n, x, xOff, dy, dyOff, y, yOff, dx, dxOff);
        ActivationGradients.apply(Activation.GELU_ERF, n, x, xOff, dy, dyOff, y, yOff, dx, dxOff);
    }

    /**
     * The backward pass of {@link #tanh}: dx_i := dy_i·(s + x_i·s·(1 − s)·2u'(x_i)) for i &lt; n, with s = (1 + tanh u)/2 and
     * u' = √(2/π)·(1 + 3·0.044715·x²); and y_i := x_i·s again, as {@link #erfBackward} does. The error of the derivative
     * is below 2e-6.
     *
     * @param x what the forward pass read
     * @param dy the gradient of its result
     * @param y receives its result; must overlap none of the others
     * @param dx may be exactly dy
     */
    public static void tanhBackward(
            int n, float[] x, int xOff, float[] dy, int dyOff, float[] y, int yOff, float[] dx, int dxOff) {
        checkBackward(n, x, xOff, dy, dyOff, y, yOff, dx, dxOff);
        ActivationGradients.apply(Activation.GELU_TANH, n, x, xOff, dy, dyOff, y, yOff, dx, dxOff);
    }

    private static void checkBackward(
            int n, float[] x, int xOff, float[] dy, int dyOff, float[] y, int yOff, float[] dx, int dxOff) {
        Checks.elementwise(n, "dy", dy, dyOff, "dx", dx, dxOff);
        Checks.vector("x", n, x, xOff);
        Checks.vector("y", n, y, yOff);
        Checks.disjoint("x", x, xOff, (long) xOff + n, "dx", dx, dxOff, (long) dxOff + n);
        Checks.disjoint("x", x, xOff, (long) xOff + n, "y", y, yOff, (long) yOff + n);
        Checks.disjoint("dy", dy, dyOff, (long) dyOff + n, "y", y, yOff, (long) yOff + n);
        Checks.disjoint("dx", dx, dxOff, (long) dxOff + n, "y", y, yOff, (long) yOff + n);
    }
}
