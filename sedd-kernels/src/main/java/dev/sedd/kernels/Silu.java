package dev.sedd.kernels;

import dev.sedd.kernels.internal.ActivationGradients;
import dev.sedd.kernels.internal.Activations;
import dev.sedd.kernels.internal.Checks;

/** The sigmoid linear unit, x·sigmoid(x), of every element of an array. */
public final class Silu {
    private Silu() {}

    /**
     * y_i := x_i / (1 + e^−x_i) for i &lt; n. The relative error is below 2.5e-7 for every x &gt; −86.9, and the
     * result within 2e-36 of the true one below. NaN gives NaN, +∞ gives +∞, and −∞ gives NaN, as in PyTorch.
     *
     * <p>The output may be exactly the input; another overlap is refused.
     */
    public static void apply(int n, float[] x, int xOff, float[] y, int yOff) {
        Checks.elementwise(n, "x", x, xOff, "y", y, yOff);
        Activations.apply(Activation.SILU, n, x, xOff, y, yOff);
    }

    /**
     * The backward pass: dx_i := dy_i·s·(1 + x_i·(1 − s)) for i &lt; n, s = sigmoid(x_i). The error of the derivative is below
     * 5e-7.
     *
     * @param x what the forward pass read
     * @param dy the gradient of its result
     * @param dx may be exactly dy; must not overlap x
     */
    public static void backward(int n, float[] x, int xOff, float[] dy, int dyOff, float[] dx, int dxOff) {
        Checks.elementwise(n, "dy", dy, dyOff, "dx", dx, dxOff);
        Checks.vector("x", n, x, xOff);
        Checks.disjoint("x", x, xOff, (long) xOff + n, "dx", dx, dxOff, (long) dxOff + n);
        ActivationGradients.apply(Activation.SILU, n, x, xOff, dy, dyOff, null, 0, dx, dxOff);
    }
}
