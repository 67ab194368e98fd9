package dev.sedd.kernels.reference;

/** LayerNorm over the rows of a matrix, plain and modulated, in double. */
public final class LayerNormReference {
    private LayerNormReference() {}

    /** y_ij := (x_ij − mean_i)/√(variance_i + eps)·gain_j. */
    public static void apply(
            int rows,
            int n,
            float eps,
            float[] x,
            int xOff,
            int ldx,
            float[] gain,
            int gainOff,
            float[] y,
            int yOff,
            int ldy) {
        for (int i = 0; i < rows; i++) {
            double mean = mean(n, x, xOff + i * ldx);
            double deviation = deviation(n, eps, mean, x, xOff + i * ldx);
            for (int j = 0; j < n; j++) {
                y[yOff + i * ldy + j] = (float) ((x[xOff + i * ldx + j] - mean) / deviation * gain[gainOff + j]);
            }
        }
    }

    /** y_ij := (x_ij − mean_i)/√(variance_i + eps)·gain_j·(1 + scale_j) + shift_j. */
    public static void modulate(
            int rows,
            int n,
            float eps,
            float[] x,
            int xOff,
            int ldx,
            float[] gain,
            int gainOff,
            float[] shift,
            int shiftOff,
            float[] scale,
            int scaleOff,
            float[] y,
            int yOff,
            int ldy) {
        for (int i = 0; i < rows; i++) {
            double mean = mean(n, x, xOff + i * ldx);
            double deviation = deviation(n, eps, mean, x, xOff + i * ldx);
            for (int j = 0; j < n; j++) {
                double normal = (x[xOff + i * ldx + j] - mean) / deviation * gain[gainOff + j];
                y[yOff + i * ldy + j] = (float) (normal * (1.0 + scale[scaleOff + j]) + shift[shiftOff + j]);
            }
        }
    }

    private static double mean(int n, float[] x, int off) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
            sum += x[off + j];
        }
        return sum / n;
    }

    /** √(variance + eps). */
    private static double deviation(int n, float eps, double mean, float[] x, int off) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
            sum += (x[off + j] - mean) * (x[off + j] - mean);
        }
        return Math.sqrt(sum / n + eps);
    }
}
