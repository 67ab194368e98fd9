package dev.sedd.kernels;

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
     * is below 4.5e-7 + 5e-8·x² for every x &gt; −13, and the result within 1e-37 of the true one below.
     */
    public static void erf(int n, float[] x, int xOff, float[] y, int yOff) {
        Checks.elementwise(n, x, xOff, y, yOff);
        Activations.geluErf(n, x, xOff, y, yOff);
    }

    /**
     * y_i := x_i·(1 + tanh(u_i))/2 for i &lt; n, with u = √(2/π)·(x + 0.044715·x³). The relative error is below
     * 1.6e-7·(4 + 2|u|) for every x &gt; −9.9, and the result within 1e-36 of the true one below.
     */
    public static void tanh(int n, float[] x, int xOff, float[] y, int yOff) {
        Checks.elementwise(n, x, xOff, y, yOff);
        Activations.geluTanh(n, x, xOff, y, yOff);
    }
}
