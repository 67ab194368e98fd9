package dev.sedd.kernels;

import dev.sedd.kernels.internal.Checks;
import dev.sedd.kernels.internal.DotProducts;
import dev.sedd.kernels.internal.ScalarGemm;
import dev.sedd.kernels.internal.Scaling;
import dev.sedd.kernels.internal.Strassen;
import dev.sedd.kernels.internal.VectorGemm;
import dev.sedd.kernels.internal.View;
import java.util.Locale;
import java.util.Objects;

/**
 * The general matrix product {@code C := alpha · op(A) · op(B) + beta · C} in float32, as five algorithms: a ladder from
 * the loop of the textbook to the fastest. All take the same arguments and are held to the same tests.
 *
 * <p>With beta = 0, C is written and never read, so it may hold NaN. With alpha = 0 or k = 0 neither A nor B is read.
 *
 * <p>Error bound by element, with u = 2⁻²⁴: (k + 3) · u · (|alpha| |op(A)| |op(B)| + |beta| |C|), for all but
 * {@link #STRASSEN}, whose error is bounded by norm alone: Higham, Accuracy and Stability of Numerical Algorithms, §23.2.
 */
public enum Gemm {
    /** The triple loop of the textbook. */
    NAIVE {
        @Override
        void compute(int m, int n, int k, float alpha, View a, View b, float beta, View c, Workers workers) {
            ScalarGemm.naive(m, n, k, alpha, a, b, beta, c);
        }
    },
    /** Scalar loops over blocks that stay in cache. */
    TILED {
        @Override
        void compute(int m, int n, int k, float alpha, View a, View b, float beta, View c, Workers workers) {
            ScalarGemm.tiled(m, n, k, alpha, a, b, beta, c);
        }
    },
    /**
     * Packed panels and a Vector API microkernel, on the caller's thread; where packing does not pay, without. A product of one row
     * or one column may be added in another order than the same row or column of a larger product.
     */
    VECTOR {
        @Override
        void compute(int m, int n, int k, float alpha, View a, View b, float beta, View c, Workers workers) {
            vector(m, n, k, alpha, a, b, beta, c, Workers.sequential());
        }
    },
    /** {@link #VECTOR} with its rows or columns divided over the workers. The same bits as VECTOR. */
    PARALLEL {
        @Override
        void compute(int m, int n, int k, float alpha, View a, View b, float beta, View c, Workers workers) {
            vector(m, n, k, alpha, a, b, beta, c, workers);
        }
    },
    /**
     * Strassen's recursion in Winograd's form, seven half-size products for eight, and {@link #PARALLEL} where a dimension
     * falls below the measured crossover. For large matrices: less arithmetic, temporaries on the heap, less accuracy.
     */
    STRASSEN {
        @Override
        void compute(int m, int n, int k, float alpha, View a, View b, float beta, View c, Workers workers) {
            if (Strassen.divides(m, n, k, Strassen.CROSSOVER)) {
                Strassen.multiply(m, n, k, alpha, a, b, beta, c, workers, Strassen.CROSSOVER);
            } else {
                vector(m, n, k, alpha, a, b, beta, c, workers);
            }
        }
    };

    /** Computes the product with all processors; see the full form for the arguments. */
    public void multiply(
            Transpose opA,
            Transpose opB,
            int m,
            int n,
            int k,
            float alpha,
            float[] a,
            int aOff,
            int lda,
            float[] b,
            int bOff,
            int ldb,
            float beta,
            float[] c,
            int cOff,
            int ldc) {
        multiply(opA, opB, m, n, k, alpha, a, aOff, lda, b, bOff, ldb, beta, c, cOff, ldc, Workers.shared());
    }

    /**
     * Computes {@code C := alpha · op(A) · op(B) + beta · C}.
     *
     * @param opA whether op(A) is A (m by k) or the transpose of A (k by m)
     * @param opB whether op(B) is B (k by n) or the transpose of B (n by k)
     * @param m rows of op(A) and C
     * @param n columns of op(B) and C
     * @param k columns of op(A), rows of op(B)
     * @param alpha factor of the product
     * @param a not modified
     * @param aOff offset of A
     * @param lda leading dimension of A
     * @param b not modified
     * @param bOff offset of B
     * @param ldb leading dimension of B
     * @param beta factor of C
     * @param c modified; must overlap neither A nor B
     * @param cOff offset of C
     * @param ldc leading dimension of C
     * @param workers used by {@link #PARALLEL} and {@link #STRASSEN}
     * @throws IllegalArgumentException where an operand does not fit its array, or C overlaps an input
     */
    public void multiply(
            Transpose opA,
            Transpose opB,
            int m,
            int n,
            int k,
            float alpha,
            float[] a,
            int aOff,
            int lda,
            float[] b,
            int bOff,
            int ldb,
            float beta,
            float[] c,
            int cOff,
            int ldc,
            Workers workers) {
        Objects.requireNonNull(workers, "workers");
        Checks.size("m", m);
        Checks.size("n", n);
        Checks.size("k", k);
        long aEnd = end("a", opA, m, k, "m", "k", a, aOff, lda);
        long bEnd = end("b", opB, k, n, "k", "n", b, bOff, ldb);
        Checks.matrix("c", m, n, "n", c, cOff, ldc);
        long cEnd = Checks.end(m, n, cOff, ldc);
        Checks.disjoint("a", a, aOff, aEnd, "c", c, cOff, cEnd);
        Checks.disjoint("b", b, bOff, bEnd, "c", c, cOff, cEnd);
        if (m == 0 || n == 0) {
            return;
        }
        if (k == 0 || alpha == 0) {
            Scaling.scale(m, n, beta, c, cOff, ldc);
            return;
        }
        View out = View.rowMajor(c, cOff, ldc);
        compute(m, n, k, alpha, view(opA, a, aOff, lda), view(opB, b, bOff, ldb), beta, out, workers);
    }

    private static void vector(int m, int n, int k, float alpha, View a, View b, float beta, View c, Workers workers) {
        if (alpha == 1 && beta == 0 && DotProducts.suits(m, n, a, b)) {
            DotProducts.multiply(m, n, k, a, b, c, workers);
        } else {
            VectorGemm.multiply(m, n, k, alpha, a, b, beta, c, workers);
        }
    }

    abstract void compute(int m, int n, int k, float alpha, View a, View b, float beta, View c, Workers workers);

    private static View view(Transpose op, float[] x, int off, int ld) {
        View view = View.rowMajor(x, off, ld);
        return op == Transpose.NO ? view : view.transposed();
    }

    /** Checks an operand whose op(X) is rows by columns, and returns where it ends. */
    private static long end(
            String name,
            Transpose op,
            int rows,
            int columns,
            String rowsName,
            String columnsName,
            float[] x,
            int off,
            int ld) {
        Objects.requireNonNull(op, () -> "op" + name.toUpperCase(Locale.ROOT));
        if (op == Transpose.NO) {
            Checks.matrix(name, rows, columns, columnsName, x, off, ld);
            return Checks.end(rows, columns, off, ld);
        }
        Checks.matrix(name, columns, rows, rowsName, x, off, ld);
        return Checks.end(columns, rows, off, ld);
    }
}
