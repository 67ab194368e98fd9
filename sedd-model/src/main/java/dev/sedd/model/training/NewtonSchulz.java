package dev.sedd.model.training;

import dev.sedd.kernels.Gemm;
import dev.sedd.kernels.Transpose;
import dev.sedd.kernels.Workers;

/**
 * The orthogonal matrix nearest to a given one, roughly: U Vᵀ of its singular value decomposition U Σ Vᵀ, with singular values
 * between about 0.7 and 1.2 in place of ones (Jordan et al. 2024; after Higham, Functions of Matrices, §8.3). Divided by its
 * Frobenius norm, the matrix goes five times through
 *
 * <pre>
 * A := X Xᵀ
 * X := a X + (b A + c A²) X
 * </pre>
 *
 * <p>which takes each singular value s to a s + b s³ + c s⁵, whose slope at 0 is steep. Where there are more rows than columns, A is
 * Xᵀ X, from the right. Holds the scratch space; allocates nothing afterwards. The same bits for any number of threads.
 */
final class NewtonSchulz {
    private static final int TIMES = 5;
    private static final float A = 3.4445f;
    private static final float B = -4.7750f;
    private static final float C = 2.0315f;

    /** Keeps a matrix of zeros from a division by zero. */
    private static final double TINY = 1e-7;

    private final GradientNorm norm = new GradientNorm();
    private final float[] before;
    private final float[] square;
    private final float[] polynomial;

    /**
     * One for matrices of certain sizes.
     *
     * @param largest elements of the largest
     * @param largestShortSide the largest of their smaller sides
     */
    NewtonSchulz(int largest, int largestShortSide) {
        before = new float[largest];
        square = new float[largestShortSide * largestShortSide];
        polynomial = new float[largestShortSide * largestShortSide];
    }

    /** Puts the orthogonal matrix in the place of {@code x}, row-major, which may have more elements behind it. */
    void apply(int rows, int columns, float[] x, Workers workers) {
        int size = rows * columns;
        float scale = (float) (1 / (norm.of(x, size, workers) + TINY));
        FlatArrays.forEach(workers, size, (n, from) -> {
            for (int i = from; i < from + n; i++) {
                x[i] *= scale;
            }
        });
        for (int time = 0; time < TIMES; time++) {
            System.arraycopy(x, 0, before, 0, size);
            if (rows <= columns) {
                square(rows, columns, Transpose.NO, Transpose.YES, columns, workers);
                add(rows, columns, rows, polynomial, rows, before, columns, x, workers);
            } else {
                square(columns, rows, Transpose.YES, Transpose.NO, columns, workers);
                add(rows, columns, columns, before, columns, polynomial, columns, x, workers);
            }
        }
    }

    /** square := X Xᵀ or Xᵀ X, n by n, polynomial := B · square + C · square². */
    private void square(int n, int k, Transpose left, Transpose right, int ld, Workers workers) {
        Gemm.PARALLEL.multiply(left, right, n, n, k, 1, before, 0, ld, before, 0, ld, 0, square, 0, n, workers);
        System.arraycopy(square, 0, polynomial, 0, n * n);
        multiply(n, n, n, C, square, n, square, n, B, polynomial, workers);
    }

    /** X := A · X + left · right. */
    private static void add(
            int m, int n, int k, float[] left, int ldl, float[] right, int ldr, float[] x, Workers workers) {
        multiply(m, n, k, 1, left, ldl, right, ldr, A, x, workers);
    }

    private static void multiply(
            int m,
            int n,
            int k,
            float alpha,
            float[] left,
            int ldl,
            float[] right,
            int ldr,
            float beta,
            float[] c,
            Workers workers) {
        Transpose no = Transpose.NO;
        Gemm.PARALLEL.multiply(no, no, m, n, k, alpha, left, 0, ldl, right, 0, ldr, beta, c, 0, n, workers);
    }
}
