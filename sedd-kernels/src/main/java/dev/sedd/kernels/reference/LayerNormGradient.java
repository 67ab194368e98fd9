package dev.sedd.kernels.reference;

/**
 * Modulated LayerNorm and its backward pass, on dense matrices in double: y_ij = u_ij·gain_j·(1 + scale_j) + shift_j, where
 * u_ij = (x_ij − mean_i)/√(variance_i + eps). With shift and scale zero it is the plain one.
 */
public final class LayerNormGradient {
    private final int rows;
    private final int n;
    private final double eps;
    private final double[] normal; // (rows, n)
    private final double[] deviation; // (rows)

    /** Normalises {@code rows} rows of {@code n}. */
    public LayerNormGradient(int rows, int n, double eps, double[] x) {
        this.rows = rows;
        this.n = n;
        this.eps = eps;
        normal = new double[rows * n];
        deviation = new double[rows];
        for (int i = 0; i < rows; i++) {
            normalise(i, x);
        }
    }

    private void normalise(int i, double[] x) {
        double mean = 0;
        for (int j = 0; j < n; j++) {
            mean += x[i * n + j] / n;
        }
        double variance = 0;
        for (int j = 0; j < n; j++) {
            variance += (x[i * n + j] - mean) * (x[i * n + j] - mean) / n;
        }
        deviation[i] = Math.sqrt(variance + eps);
        for (int j = 0; j < n; j++) {
            normal[i * n + j] = (x[i * n + j] - mean) / deviation[i];
        }
    }

    /** y. */
    public double[] value(double[] gain, double[] shift, double[] scale) {
        double[] y = new double[rows * n];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < n; j++) {
                y[i * n + j] = normal[i * n + j] * gain[j] * (1 + scale[j]) + shift[j];
            }
        }
        return y;
    }

    /** dx_ij = (g_ij − mean_j(g) − u_ij·mean_j(g·u))/√(variance_i + eps), g = dy·gain·(1 + scale). */
    public double[] dx(double[] gain, double[] scale, double[] dy) {
        double[] dx = new double[rows * n];
        for (int i = 0; i < rows; i++) {
            double mean = 0;
            double along = 0;
            for (int j = 0; j < n; j++) {
                double g = dy[i * n + j] * gain[j] * (1 + scale[j]);
                mean += g / n;
                along += g * normal[i * n + j] / n;
            }
            for (int j = 0; j < n; j++) {
                double g = dy[i * n + j] * gain[j] * (1 + scale[j]);
                dx[i * n + j] = (g - mean - normal[i * n + j] * along) / deviation[i];
            }
        }
        return dx;
    }

    /** Σ_i dy_ij·u_ij: times 1 + scale_j the gradient of the gain, times gain_j that of the scale. */
    public double[] normalSum(double[] dy) {
        double[] sum = new double[n];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < n; j++) {
                sum[j] += dy[i * n + j] * normal[i * n + j];
            }
        }
        return sum;
    }
}
