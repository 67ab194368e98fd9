package dev.sedd.kernels.reference;

/** GELU of every element in its two forms, in double, with an error function of its own. */
public final class GeluReference {
    /** From here on the continued fraction of erfc is better than the series of erf. */
    private static final double SERIES_END = 2;

    private static final int FRACTION_TERMS = 120;

    private GeluReference() {}

    /** y_i := x_i·Φ(x_i). */
    public static void erf(int n, float[] x, int xOff, float[] y, int yOff) {
        for (int i = 0; i < n; i++) {
            y[yOff + i] = (float) geluErf(x[xOff + i]);
        }
    }

    /** y_i := x_i·(1 + tanh(u_i))/2, u = √(2/π)·(x + 0.044715·x³). */
    public static void tanh(int n, float[] x, int xOff, float[] y, int yOff) {
        for (int i = 0; i < n; i++) {
            y[yOff + i] = (float) geluTanh(x[xOff + i]);
        }
    }

    /** x·Φ(x), with Φ(x) = erfc(−x/√2)/2. */
    public static double geluErf(double x) {
        return x * 0.5 * erfc(-x / Math.sqrt(2));
    }

    /** x·(1 + tanh(u))/2 = x / (1 + e^−2u), u = √(2/π)·(x + 0.044715·x³). */
    public static double geluTanh(double x) {
        double u = Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
        return x / (1 + StrictMath.exp(-2 * u));
    }

    /** The derivative of {@link #geluErf}: Φ(x) + x·e^(−x²/2)/√(2π). */
    public static double geluErfSlope(double x) {
        return 0.5 * erfc(-x / Math.sqrt(2)) + x * StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    /** The derivative of {@link #geluTanh}: s + x·s·(1 − s)·2u'(x), s = 1/(1 + e^−2u). */
    public static double geluTanhSlope(double x) {
        double u = Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
        double slope = Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x);
        double s = 1 / (1 + StrictMath.exp(-2 * u));
        return s + x * s * (1 - s) * 2 * slope;
    }

    /** The complementary error function, 2/√π ∫_x^∞ e^(−t²) dt, to a relative error of about 1e-14. */
    public static double erfc(double x) {
        if (x < 0) {
            return 2 - erfc(-x);
        }
        return x < SERIES_END ? 1 - erfSeries(x) : erfcFraction(x);
    }

    /** erf(x) = 2/√π·e^(−x²)·Σ_k 2^k x^(2k+1) / (1·3·…·(2k+1)), whose terms are all positive. */
    private static double erfSeries(double x) {
        double term = x;
        double sum = x;
        for (int k = 1; term > sum * 1e-17; k++) {
            term *= 2 * x * x / (2 * k + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x) * sum;
    }

    /** erfc(x) = e^(−x²)/√π · 1/(x + (1/2)/(x + (2/2)/(x + (3/2)/(x + …)))), Laplace's continued fraction. */
    private static double erfcFraction(double x) {
        double tail = x;
        for (int k = FRACTION_TERMS; k > 0; k--) {
            tail = x + k / 2.0 / tail;
        }
        return StrictMath.exp(-x * x) / (Math.sqrt(Math.PI) * tail);
    }
}
