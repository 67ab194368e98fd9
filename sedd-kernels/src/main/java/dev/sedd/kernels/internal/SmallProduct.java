package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Lanes.FLOAT;
import static dev.sedd.kernels.internal.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * {@code C := A · B} where laying both operands out for {@link MicroKernel} would cost more than it saves: eight rows of C by a vector
 * of its columns at a time, A as it lies, and B too where its rows lie together. Where C has more rows than columns, and too few of
 * these to fill a vector, its transpose is computed. An element is the same sum in the same order as in {@link PackedProduct}:
 * so are its bits.
 */
final class SmallProduct {
    private static final int ROWS = 8;

    /** About what a vector of B costs that is gathered, in cycles. */
    private static final int GATHER = 15;

    /** About what a vector of B times {@link #ROWS} rows costs. */
    private static final int STEP = 4;

    /** About what a tile costs beside. */
    private static final int TILE = 30;

    /** About what a packed product costs beside its arithmetic and packing. */
    private static final int PACKED = 600;

    private SmallProduct() {}

    /** Whether it is faster so than packed, on one thread. */
    static boolean suits(int m, int n, int k, View a, View b) {
        if ((long) m * n * k >= BlockSizes.PARALLEL_MULTIPLY_ADDS) {
            return false;
        }
        boolean turned = turned(m, n);
        long rows = Packing.ceilDiv(turned ? n : m, ROWS);
        long columns = Packing.ceilDiv(turned ? m : n, LENGTH);
        boolean together = turned ? a.rowStride() == 1 : b.columnStride() == 1;
        long direct = columns * (rows * (TILE + (long) STEP * k) + (together ? 0 : (long) GATHER * k));
        long packed = PACKED + (long) k * ((long) m * Packing.ceilDiv(n, MicroKernel.NR) + n / 2 + m / 4);
        return direct < packed;
    }

    private static boolean turned(int m, int n) {
        return n < LENGTH && n < m;
    }

    /** Computes it; C is row-major. */
    static void multiply(int m, int n, int k, View a, View b, View c) {
        if (turned(m, n)) {
            blocks(n, m, k, b.transposed(), a.transposed(), c.transposed());
        } else {
            blocks(m, n, k, a, b, c);
        }
    }

    private static void blocks(int m, int n, int k, View a, View b, View c) {
        float[] x = a.array();
        boolean together = b.columnStride() == 1;
        float[] panel = together ? b.array() : Scratch.ROW.floats(k * LENGTH);
        int ld = together ? b.rowStride() : LENGTH;
        boolean direct = c.columnStride() == 1;
        float[] into = direct ? c.array() : Scratch.TILE.floats(ROWS * LENGTH);
        int ldc = direct ? c.rowStride() : LENGTH;
        for (int j = 0; j < n; j += LENGTH) {
            int width = Math.min(LENGTH, n - j);
            int from = together ? b.index(0, j) : 0;
            if (!together) {
                gather(k, b.array(), b.index(0, j), b.rowStride(), Scratch.steps(b.columnStride(), width), panel);
            }
            for (int i = 0; i < m; i += ROWS) {
                int h = Math.min(ROWS, m - i);
                int at = direct ? c.index(i, j) : 0;
                tile(h, width, k, x, a.index(i, 0), a.rowStride(), a.columnStride(), panel, from, ld, into, at, ldc);
                if (!direct) {
                    scatter(h, width, into, c.array(), c.index(i, j), c.rowStride(), c.columnStride());
                }
            }
        }
    }

    /** A vector of each row of B, one after the other. */
    private static void gather(int k, float[] b, int off, int ld, int[] steps, float[] panel) {
        for (int p = 0; p < k; p++) {
            FloatVector.fromArray(FLOAT, b, off + p * ld, steps, 0).intoArray(panel, p * LENGTH);
        }
    }

    private static void scatter(int h, int width, float[] tile, float[] c, int off, int rowStride, int columnStride) {
        for (int r = 0; r < h; r++) {
            for (int j = 0; j < width; j++) {
                c[off + r * rowStride + j * columnStride] = tile[r * LENGTH + j];
            }
        }
    }

    /** h rows by {@code width} columns of C. In place of rows that are not there it computes the first one, which the last one overwrites. */
    private static void tile(
            int h,
            int width,
            int k,
            float[] a,
            int aOff,
            int row,
            int next,
            float[] b,
            int bOff,
            int ldb,
            float[] c,
            int cOff,
            int ldc) {
        int r1 = h > 1 ? row : 0;
        int r2 = h > 2 ? 2 * row : 0;
        int r3 = h > 3 ? 3 * row : 0;
        int r4 = h > 4 ? 4 * row : 0;
        int r5 = h > 5 ? 5 * row : 0;
        int r6 = h > 6 ? 6 * row : 0;
        int r7 = h > 7 ? 7 * row : 0;
        VectorMask<Float> mask = Lanes.first(width);
        FloatVector c0 = FloatVector.zero(FLOAT);
        FloatVector c1 = c0;
        FloatVector c2 = c0;
        FloatVector c3 = c0;
        FloatVector c4 = c0;
        FloatVector c5 = c0;
        FloatVector c6 = c0;
        FloatVector c7 = c0;
        for (int p = 0; p < k; p++) {
            int at = aOff + p * next;
            FloatVector v = FloatVector.fromArray(FLOAT, b, bOff + p * ldb, mask);
            c0 = FloatVector.broadcast(FLOAT, a[at]).fma(v, c0);
            c1 = FloatVector.broadcast(FLOAT, a[at + r1]).fma(v, c1);
            c2 = FloatVector.broadcast(FLOAT, a[at + r2]).fma(v, c2);
            c3 = FloatVector.broadcast(FLOAT, a[at + r3]).fma(v, c3);
            c4 = FloatVector.broadcast(FLOAT, a[at + r4]).fma(v, c4);
            c5 = FloatVector.broadcast(FLOAT, a[at + r5]).fma(v, c5);
            c6 = FloatVector.broadcast(FLOAT, a[at + r6]).fma(v, c6);
            c7 = FloatVector.broadcast(FLOAT, a[at + r7]).fma(v, c7);
        }
        int last = cOff + (h - 1) * ldc;
        c7.intoArray(c, Math.min(last, cOff + 7 * ldc), mask);
        c6.intoArray(c, Math.min(last, cOff + 6 * ldc), mask);
        c5.intoArray(c, Math.min(last, cOff + 5 * ldc), mask);
        c4.intoArray(c, Math.min(last, cOff + 4 * ldc), mask);
        c3.intoArray(c, Math.min(last, cOff + 3 * ldc), mask);
        c2.intoArray(c, Math.min(last, cOff + 2 * ldc), mask);
        c1.intoArray(c, Math.min(last, cOff + ldc), mask);
        c0.intoArray(c, cOff, mask);
    }
}
