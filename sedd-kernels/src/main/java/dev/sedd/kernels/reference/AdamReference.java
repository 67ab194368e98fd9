package dev.sedd.kernels.reference;

/** AdamW and the moving average as their papers write them, element by element, in double. */
public final class AdamReference {
    private AdamReference() {}

    /**
     * The n-th step of AdamW: w decays by lr · decay of itself and moves against m̂ / (√v̂ + eps), where m̂ = m / (1 − beta1ⁿ)
     * and v̂ = v / (1 − beta2ⁿ) are the moments of the gradient clip · g without the bias of their start at 0.
     */
    public static void step(
            long n,
            double lr,
            double beta1,
            double beta2,
            double eps,
            double decay,
            double clip,
            double[] w,
            double[] g,
            double[] m,
            double[] v) {
        for (int i = 0; i < w.length; i++) {
            double gradient = clip * g[i];
            m[i] = beta1 * m[i] + (1 - beta1) * gradient;
            v[i] = beta2 * v[i] + (1 - beta2) * gradient * gradient;
            double first = m[i] / (1 - StrictMath.pow(beta1, n));
            double second = v[i] / (1 - StrictMath.pow(beta2, n));
            w[i] = w[i] - lr * decay * w[i] - lr * first / (Math.sqrt(second) + eps);
        }
    }

    /** y := (1 − share) · y + share · x. */
    public static void average(double share, double[] x, double[] y) {
        for (int i = 0; i < y.length; i++) {
            y[i] = (1 - share) * y[i] + share * x[i];
        }
    }
}
