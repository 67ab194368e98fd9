package dev.sedd.kernels.reference;

/** The smaller row kernels and their backward passes, on dense matrices in double. */
public final class RowGradients {
    private RowGradients() {}

    /** y_i = softmax(x_i) for every row. */
    public static double[] softmax(int rows, int n, double[] x) {
        double[] y = new double[rows * n];
        for (int i = 0; i < rows; i++) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < n; j++) {
                largest = Math.max(largest, x[i * n + j]);
            }
            double sum = 0;
            for (int j = 0; j < n; j++) {
                y[i * n + j] = StrictMath.exp(x[i * n + j] - largest);
                sum += y[i * n + j];
            }
            for (int j = 0; j < n; j++) {
                y[i * n + j] /= sum;
            }
        }
        return y;
    }

    /** dx_ij = y_ij·(dy_ij − Σ_k y_ik·dy_ik), y = softmax(x). */
    public static double[] softmaxBackward(int rows, int n, double[] y, double[] dy) {
        double[] dx = new double[rows * n];
        for (int i = 0; i < rows; i++) {
            double along = 0;
            for (int j = 0; j < n; j++) {
                along += y[i * n + j] * dy[i * n + j];
            }
            for (int j = 0; j < n; j++) {
                dx[i * n + j] = y[i * n + j] * (dy[i * n + j] - along);
            }
        }
        return dx;
    }

    /** y_ij = x_ij + gate_j·u_ij. */
    public static double[] gatedSum(int rows, int n, double[] gate, double[] u, double[] x) {
        double[] y = new double[rows * n];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < n; j++) {
                y[i * n + j] = x[i * n + j] + gate[j] * u[i * n + j];
            }
        }
        return y;
    }

    /** du_ij = gate_j·dy_ij. */
    public static double[] gatedSumBackward(int rows, int n, double[] gate, double[] dy) {
        return gatedSum(rows, n, gate, dy, new double[rows * n]);
    }

    /** Σ_i a_ij·b_ij for every column: with dy and u the gradient of a gate, with dy and ones that of a bias. */
    public static double[] columnSums(int rows, int n, double[] a, double[] b) {
        double[] sums = new double[n];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < n; j++) {
                sums[j] += a[i * n + j] * b[i * n + j];
            }
        }
        return sums;
    }

    /** y_r = table[token_r]. */
    public static double[] lookUp(int n, int[] tokens, double[] table) {
        double[] y = new double[tokens.length * n];
        for (int r = 0; r < tokens.length; r++) {
            for (int j = 0; j < n; j++) {
                y[r * n + j] = table[tokens[r] * n + j];
            }
        }
        return y;
    }

    /** dtable_v = Σ dy_r over all r with token_r = v. */
    public static double[] lookUpBackward(int n, int[] tokens, double[] dy, int tableRows) {
        double[] dtable = new double[tableRows * n];
        for (int r = 0; r < tokens.length; r++) {
            for (int j = 0; j < n; j++) {
                dtable[tokens[r] * n + j] += dy[r * n + j];
            }
        }
        return dtable;
    }

    /**
     * Rotary positions of one head in every row, row r at position {@code position + r}; with {@code direction} −1 the
     * backward pass, which is the rotation by the opposite angles.
     */
    public static double[] rotary(int rows, int position, int headSize, int direction, double[] x) {
        int half = headSize / 2;
        double[] y = new double[rows * headSize];
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < half; j++) {
                double angle = direction * (position + r) * StrictMath.pow(10000, -2.0 * j / headSize);
                double a = x[r * headSize + j];
                double b = x[r * headSize + half + j];
                y[r * headSize + j] = a * StrictMath.cos(angle) - b * StrictMath.sin(angle);
                y[r * headSize + half + j] = b * StrictMath.cos(angle) + a * StrictMath.sin(angle);
            }
        }
        return y;
    }
}
