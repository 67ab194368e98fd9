package dev.sedd.kernels;

import dev.sedd.kernels.internal.Checks;
import dev.sedd.kernels.internal.VectorGemm;
import dev.sedd.kernels.internal.View;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * The right operand of a matrix product, k by n, laid out once in the order in which the microkernel reads it and used
 * many times: a weight. Only {@link #repack} changes it. It takes k · n numbers of its {@link Storage}, n rounded up to the microkernel's width, outside
 * the heap; they are freed with it.
 */
public final class PackedMatrix {
    private final int rows;
    private final int columns;
    private final Storage storage;
    private final MemorySegment panels;

    private PackedMatrix(int rows, int columns, Storage storage, MemorySegment panels) {
        this.storage = storage;
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
        check(k, n);
        return new PackedMatrix(k, n, Storage.FLOAT32, VectorGemm.pack(k, n, view(transpose, k, n, b, bOff, ldb)));
    }

    /**
     * Puts another op(B) of the same sizes in this one's place: a weight that training has moved. Nobody may multiply by it
     * meanwhile.
     *
     * @param transpose {@link Transpose#YES} for a linear layer's weight [n, k], as y = x Wᵀ needs it
     * @param b the matrix, k by n, or n by k where transposed; not modified, not kept
     * @param bOff offset of its first element
     * @param ldb its leading dimension
     * @throws IllegalArgumentException where B does not fit its array
     * @throws IllegalStateException where this one is kept as anything but {@link Storage#FLOAT32}
     */
    public void repack(Transpose transpose, float[] b, int bOff, int ldb) {
        if (storage != Storage.FLOAT32) {
            throw new IllegalStateException("a matrix kept as " + storage + " cannot be packed anew");
        }
        VectorGemm.pack(rows, columns, view(transpose, rows, columns, b, bOff, ldb), panels);
    }

    private static View view(Transpose transpose, int k, int n, float[] b, int bOff, int ldb) {
        boolean plain = Objects.requireNonNull(transpose, "transpose") == Transpose.NO;
        Checks.matrix("b", plain ? k : n, plain ? n : k, plain ? "n" : "k", b, bOff, ldb);
        View view = View.rowMajor(b, bOff, ldb);
        return plain ? view : view.transposed();
    }

    /**
     * Packs a linear layer's weight [n, k], as y = x Wᵀ needs it, without having all of it in memory beside the packed one:
     * some rows of W at a time, 256 KiB for each thread, or as many rows as a panel has where these are more.
     *
     * @param k columns of W, the length of the sums, at least 1
     * @param n rows of W
     * @param weight W; its exceptions are thrown here
     * @param storage how its numbers are kept
     * @param workers divide the rows of W
     * @throws IllegalArgumentException where the packed matrix would not fit an array
     */
    public static PackedMatrix packWeight(int k, int n, MatrixRows weight, Storage storage, Workers workers) {
        check(k, n);
        Objects.requireNonNull(weight, "weight");
        Objects.requireNonNull(storage, "storage");
        return new PackedMatrix(k, n, storage, VectorGemm.packRows(k, n, weight, storage, workers));
    }

    /** k, the length of the sums. */
    public int rows() {
        return rows;
    }

    /** n, the columns of the product. */
    public int columns() {
        return columns;
    }

    /** How its numbers are kept. */
    public Storage storage() {
        return storage;
    }

    private static void check(int k, int n) {
        if (k < 1) {
            throw new IllegalArgumentException("k=" + k + " < 1: a weight has at least one row");
        }
        Checks.size("n", n);
        if ((long) k * (n + 64L) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("k=" + k + " times n=" + n + " does not fit an array");
        }
    }

    MemorySegment panels() {
        return panels;
    }
}
