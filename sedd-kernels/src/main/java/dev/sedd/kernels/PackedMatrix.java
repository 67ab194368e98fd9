package dev.sedd.kernels;

import dev.sedd.kernels.internal.Checks;
import dev.sedd.kernels.internal.VectorGemm;
import dev.sedd.kernels.internal.View;

/**
 * The right operand of a matrix product, k by n, laid out once in the order in which the microkernel reads it and used
 * many times: a weight. Immutable. It takes k · n floats, n rounded up to the microkernel's width.
 */
public final class PackedMatrix {
    private final int rows;
    private final int columns;
    private final float[] panels;

    private PackedMatrix(int rows, int columns, float[] panels) {
        this.rows = rows;
        this.columns = columns;
        this.panels = panels;
    }

    /**
     * Packs op(B).
     *
     * @param transpose {@link Transpose#YES} for a linear layer's weight [n, k], as y = x Wᵀ needs it
     * @param k rows of op(B), at least 1
     * @param n columns of op(B)
     * @param b the matrix, k by n, or n by k where transposed; not modified, not kept
     * @param bOff offset of its first element
     * @param ldb its leading dimension
     * @throws IllegalArgumentException where B does not fit its array or the packed matrix would not fit one
     */
    public static PackedMatrix pack(Transpose transpose, int k, int n, float[] b, int bOff, int ldb) {
        if (k < 1) {
            throw new IllegalArgumentException("k=" + k + " < 1: a weight has at least one row");
        }
        Checks.size("n", n);
        boolean plain = transpose == Transpose.NO;
        Checks.matrix("b", plain ? k : n, plain ? n : k, plain ? "n" : "k", b, bOff, ldb);
        if ((long) k * (n + 64L) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("k=" + k + " times n=" + n + " does not fit an array");
        }
        float[] panels = new float[VectorGemm.packedSize(k, n)];
        View view = View.rowMajor(b, bOff, ldb);
        VectorGemm.pack(k, n, plain ? view : view.transposed(), panels);
        return new PackedMatrix(k, n, panels);
    }

    /** k, the length of the sums. */
    public int rows() {
        return rows;
    }

    /** n, the columns of the product. */
    public int columns() {
        return columns;
    }

    float[] panels() {
        return panels;
    }
}
