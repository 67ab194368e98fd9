package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Lanes.FLOAT;
import static dev.sedd.kernels.internal.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * {@code C := A · B} where laying both operands out for {@link MicroKernel} would cost more than it saves: eight rows of C by a vector
 * of its columns at a time, from A and B as they lie, but for columns that lie together, which are turned into rows. Where C has more
 * rows than columns, and too few of these to fill a vector, its transpose is computed. An element is the same sum in the same
 * order as in {@link PackedProduct}: so are its bits.
 *
 * <p>Vectors of B are read whole, beyond the last column where need be; what they bring along, C does not receive.
 */
final class SmallProduct {
    private static final int ROWS = 8;

    /*
     * What the parts of a product cost, about in cycles, measured at 512 and at 256 bits. At 256 bits 104 products, from 4×4×4 to
     * 1021×8×64, take 1.013 times as long as if the faster way were known.
     */
    private static final boolean WIDE = Lanes.BITS == 512;

    /** A vector of B that is turned in registers. */
    private static final int TURN = WIDE ? 7 : 6;

    /** One that is gathered. */
    private static final int GATHER = WIDE ? 15 : 45;

    /** A vector of B times {@link #ROWS} rows. */
    private static final int STEP = WIDE ? 6 : 7;

    /** What a tile costs beside. */
    private static final int TILE = WIDE ? 30 : 60;

    /** What a packed product costs beside its packing and its tiles. */
    private static final int PACKED = WIDE ? 600 : 300;

    /** What a packed tile costs beside its arithmetic. */
    private static final int PACKED_TILE = WIDE ? 150 : 130;

    /** Four elements of B, packed from rows. */
    private static final int RIGHT = 2;

    /** The same from columns that are turned. */
    private static final int RIGHT_TURNED = WIDE ? 2 : 4;

    /** Four elements of A, packed. */
    private static final int LEFT = WIDE ? 1 : 2;

    /** A step of k where 0 to 3 rows are left, each of whose tiles waits for its sums. */
    private static final int[] REST = {0, 4, 5, 9};

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
        int turn = together ? 0 : Transposition.inRegisters(k) ? TURN : GATHER;
        long direct = columns * (rows * (TILE + (long) STEP * k) + (long) turn * k);
        long panels = Packing.ceilDiv(n, MicroKernel.NR);
        long packing = (long) (b.columnStride() == 1 ? RIGHT : RIGHT_TURNED) * n + (long) LEFT * m;
        long steps = panels * (m - m % 4 + REST[m % 4]) + packing / 4;
        long packed = PACKED + panels * Packing.ceilDiv(m, MicroKernel.MR) * PACKED_TILE + k * steps;
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
        int first = a.offset();
        int row = a.rowStride();
        if (a.columnStride() != 1) {
            x = Scratch.LEFT.floats(m * k);
            turn(m, k, a.array(), first, a.columnStride(), x);
            first = 0;
            row = k;
        }
        for (int j = 0; j < n; j += LENGTH) {
            int width = Math.min(LENGTH, n - j);
            float[] rows = b.array();
            int from = b.index(0, j);
            int ld = b.rowStride();
            boolean together = b.columnStride() == 1;
            if (!together || from + (k - 1) * ld > rows.length - LENGTH) {
                rows = Scratch.ROW.floats(k * LENGTH);
                if (together) {
                    copy(width, k, b.array(), from, ld, rows);
                } else {
                    Transposition.intoRows(width, k, b.array(), from, b.columnStride(), rows);
                }
                from = 0;
                ld = LENGTH;
            }
            boolean direct = width == LENGTH && c.columnStride() == 1;
            float[] into = direct ? c.array() : Scratch.TILE.floats(ROWS * LENGTH);
            int ldc = direct ? c.rowStride() : LENGTH;
            for (int i = 0; i < m; i += ROWS) {
                int h = Math.min(ROWS, m - i);
                int at = c.index(i, j);
                tile(h, k, x, first + i * row, row, rows, from, ld, into, direct ? at : 0, ldc);
                if (!direct && c.columnStride() == 1) {
                    store(h, Lanes.first(width), into, c.array(), at, c.rowStride());
                } else if (!direct) {
                    scatter(h, width, into, c.array(), at, c.rowStride(), c.columnStride());
                }
            }
        }
    }

    /** Rows of A from columns that lie together. */
    private static void turn(int m, int k, float[] a, int off, int ld, float[] rows) {
        for (int i = 0; i < m; i++) {
            for (int p = 0; p < k; p++) {
                rows[i * k + p] = a[off + p * ld + i];
            }
        }
    }

    /** The first {@code width} lanes of the rows of B, where a vector would reach beyond its array. */
    private static void copy(int width, int k, float[] b, int off, int ld, float[] rows) {
        for (int p = 0; p < k; p++) {
            System.arraycopy(b, off + p * ld, rows, p * LENGTH, width);
        }
    }

    private static void store(int h, VectorMask<Float> columns, float[] tile, float[] c, int off, int ld) {
        for (int r = 0; r < h; r++) {
            FloatVector.fromArray(FLOAT, tile, r * LENGTH).intoArray(c, off + r * ld, columns);
        }
    }

    private static void scatter(int h, int width, float[] tile, float[] c, int off, int rowStride, int columnStride) {
        for (int r = 0; r < h; r++) {
            for (int j = 0; j < width; j++) {
                c[off + r * rowStride + j * columnStride] = tile[r * LENGTH + j];
            }
        }
    }

    /** h rows by a vector of C. In place of rows that are not there it computes the first one, which the last one overwrites. */
    private static void tile(
            int h, int k, float[] a, int aOff, int row, float[] b, int bOff, int ldb, float[] c, int cOff, int ldc) {
        int a1 = h > 1 ? aOff + row : aOff;
        int a2 = h > 2 ? aOff + 2 * row : aOff;
        int a3 = h > 3 ? aOff + 3 * row : aOff;
        int a4 = h > 4 ? aOff + 4 * row : aOff;
        int a5 = h > 5 ? aOff + 5 * row : aOff;
        int a6 = h > 6 ? aOff + 6 * row : aOff;
        int a7 = h > 7 ? aOff + 7 * row : aOff;
        FloatVector c0 = FloatVector.zero(FLOAT);
        FloatVector c1 = c0;
        FloatVector c2 = c0;
        FloatVector c3 = c0;
        FloatVector c4 = c0;
        FloatVector c5 = c0;
        FloatVector c6 = c0;
        FloatVector c7 = c0;
        for (int p = 0; p < k; p++) {
            FloatVector v = FloatVector.fromArray(FLOAT, b, bOff + p * ldb);
            c0 = FloatVector.broadcast(FLOAT, a[aOff + p]).fma(v, c0);
            c1 = FloatVector.broadcast(FLOAT, a[a1 + p]).fma(v, c1);
            c2 = FloatVector.broadcast(FLOAT, a[a2 + p]).fma(v, c2);
            c3 = FloatVector.broadcast(FLOAT, a[a3 + p]).fma(v, c3);
            c4 = FloatVector.broadcast(FLOAT, a[a4 + p]).fma(v, c4);
            c5 = FloatVector.broadcast(FLOAT, a[a5 + p]).fma(v, c5);
            c6 = FloatVector.broadcast(FLOAT, a[a6 + p]).fma(v, c6);
            c7 = FloatVector.broadcast(FLOAT, a[a7 + p]).fma(v, c7);
        }
        int last = h - 1;
        c7.intoArray(c, cOff + Math.min(last, 7) * ldc);
        c6.intoArray(c, cOff + Math.min(last, 6) * ldc);
        c5.intoArray(c, cOff + Math.min(last, 5) * ldc);
        c4.intoArray(c, cOff + Math.min(last, 4) * ldc);
        c3.intoArray(c, cOff + Math.min(last, 3) * ldc);
        c2.intoArray(c, cOff + Math.min(last, 2) * ldc);
        c1.intoArray(c, cOff + Math.min(last, 1) * ldc);
        c0.intoArray(c, cOff);
    }
}
