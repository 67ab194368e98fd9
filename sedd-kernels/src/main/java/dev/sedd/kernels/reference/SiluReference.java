package dev.sedd.kernels.reference;

/** SiLU of every element, in double. */
public final class SiluReference {
    private SiluReference() {}

    /** y_i := silu(x_i). */
    public static void apply(int n, float[] x, int xOff, float[] y, int yOff) {
        for (int i = 0; i < n; i++) {
            y[yOff + i] = (float) silu(x[xOff + i]);
        }
    }

    /** x / (1 + e^−x). */
    public static double silu(double x) {
        return x / (1 + StrictMath.exp(-x));
    }

    /** The derivative of {@link #silu}: s + x·s·(1 − s), s = sigmoid(x). */
    public static double siluSlope(double x) {
        double s = 1 / (1 + StrictMath.exp(-x));
        return s + x * s * (1 - s);
    }
}
