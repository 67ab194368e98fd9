package dev.sedd.kernels.reference;

/** A draw from a categorical distribution by inversion, one weight after the other. */
public final class CategoricalReference {
    private CategoricalReference() {}

    /** The smallest i with Σ_{k ≤ i} max(w_k, 0) &gt; u·Σ_k max(w_k, 0); the last positive weight where rounding leaves none. */
    public static int draw(int n, double[] weights, int weightsOff, double u) {
        double total = 0;
        for (int i = 0; i < n; i++) {
            total += Math.max(weights[weightsOff + i], 0);
        }
        double sum = 0;
        int last = -1;
        for (int i = 0; i < n; i++) {
            double w = weights[weightsOff + i];
            if (w > 0) {
                sum += w;
                last = i;
            }
            if (sum > u * total) {
                return i;
            }
        }
        return last;
    }

    /**
     * {@link #draw} with the weights max(slope·e^(x_i) + level, 0), but {@code weightAt} at index {@code at}; arguments as in
     * {@link dev.sedd.kernels.ExponentialDraw}.
     */
    public static int drawExponential(
            int choices, float[] x, int xOff, double slope, double level, int at, double weightAt, double u) {
        double[] weights = new double[choices];
        for (int i = 0; i < choices; i++) {
            weights[i] = i == at ? weightAt : slope * Math.exp(x[xOff + i]) + level;
        }
        return draw(choices, weights, 0, u);
    }
}
