package dev.sedd.kernels.reference;

/**
 * Attention of one head, O = P V with P = softmax(Q Kᵀ/√h), and its backward pass, on dense matrices of T rows of h in double.
 */
public final class AttentionGradient {
    private final int length;
    private final int headSize;
    private final double[] weights; // P (T, T)

    /** The weights of T = {@code length} queries and keys. */
    public AttentionGradient(int length, int headSize, double[] q, double[] k) {
        this.length = length;
        this.headSize = headSize;
        weights = new double[length * length];
        for (int i = 0; i < length; i++) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < length; j++) {
                weights[i * length + j] = dot(q, i, k, j) / Math.sqrt(headSize);
                largest = Math.max(largest, weights[i * length + j]);
            }
            double sum = 0;
            for (int j = 0; j < length; j++) {
                weights[i * length + j] = StrictMath.exp(weights[i * length + j] - largest);
                sum += weights[i * length + j];
            }
            for (int j = 0; j < length; j++) {
                weights[i * length + j] /= sum;
            }
        }
    }

    /** O. */
    public double[] value(double[] v) {
        return product(weights, false, v);
    }

    /** dV = Pᵀ dO. */
    public double[] dv(double[] dOut) {
        return product(weights, true, dOut);
    }

    /** dQ = dS K. */
    public double[] dq(double[] k, double[] v, double[] dOut) {
        return product(scoreGradient(v, dOut), false, k);
    }

    /** dK = dSᵀ Q. */
    public double[] dk(double[] q, double[] v, double[] dOut) {
        return product(scoreGradient(v, dOut), true, q);
    }

    /** dS = P ∘ (dP − rowsum(P ∘ dP))/√h, dP = dO Vᵀ. */
    private double[] scoreGradient(double[] v, double[] dOut) {
        double[] ds = new double[length * length];
        for (int i = 0; i < length; i++) {
            double along = 0;
            for (int j = 0; j < length; j++) {
                along += weights[i * length + j] * dot(dOut, i, v, j);
            }
            for (int j = 0; j < length; j++) {
                ds[i * length + j] = weights[i * length + j] * (dot(dOut, i, v, j) - along) / Math.sqrt(headSize);
            }
        }
        return ds;
    }

    private double dot(double[] a, int i, double[] b, int j) {
        double sum = 0;
        for (int d = 0; d < headSize; d++) {
            sum += a[i * headSize + d] * b[j * headSize + d];
        }
        return sum;
    }

    /** op(A) B, where A is T by T and B T by h. */
    private double[] product(double[] a, boolean transposed, double[] b) {
        double[] c = new double[length * headSize];
        for (int i = 0; i < length; i++) {
            for (int j = 0; j < length; j++) {
                double w = transposed ? a[j * length + i] : a[i * length + j];
                for (int d = 0; d < headSize; d++) {
                    c[i * headSize + d] += w * b[j * headSize + d];
                }
            }
        }
        return c;
    }
}
