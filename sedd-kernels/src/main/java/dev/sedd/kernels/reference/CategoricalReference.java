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
}
