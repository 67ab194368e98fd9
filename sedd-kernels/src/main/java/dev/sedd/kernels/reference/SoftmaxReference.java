package dev.sedd.kernels.reference;

/** Softmax and log-softmax over the rows of a matrix, in double. */
public final class SoftmaxReference {
    private SoftmaxReference() {}

    /** y_ij := e^(x_ij − m_i) / Σ_k e^(x_ik − m_i), m_i = max_j x_ij. */
    public static void softmax(int rows, int n, float[] x, int xOff, int ldx, float[] y, int yOff, int ldy) {
        for (int i = 0; i < rows; i++) {
            double max = max(n, x, xOff + i * ldx);
            double sum = sum(n, x, xOff + i * ldx, max);
            for (int j = 0; j < n; j++) {
                y[yOff + i * ldy + j] = (float) (StrictMath.exp(x[xOff + i * ldx + j] - max) / sum);
            }
        }
    }

    /** y_ij := x_ij − m_i − ln Σ_k e^(x_ik − m_i), m_i = max_j x_ij. */
    public static void logSoftmax(int rows, int n, float[] x, int xOff, int ldx, float[] y, int yOff, int ldy) {
        for (int i = 0; i < rows; i++) {
            double max = max(n, x, xOff + i * ldx);
            double logSum = StrictMath.log(sum(n, x, xOff + i * ldx, max));
            for (int j = 0; j < n; j++) {
                y[yOff + i * ldy + j] = (float) (x[xOff + i * ldx + j] - max - logSum);
            }
        }
    }

    private static double max(int n, float[] x, int off) {
        double max = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < n; j++) {
            max = Math.max(max, x[off + j]);
        }
        return max;
    }

    private static double sum(int n, float[] x, int off, double max) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
            sum += StrictMath.exp(x[off + j] - max);
        }
        return sum;
    }
}
