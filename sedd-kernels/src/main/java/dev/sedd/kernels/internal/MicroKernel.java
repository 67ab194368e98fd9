package dev.sedd.kernels.internal;

import java.lang.foreign.MemorySegment;

/**
 * The innermost product: a tile from rows of A and a packed panel of B,
 *
 * <pre>{@code
 * C := S + A · B, h rows of NR columns:
 *
 *     h rows of A, kc columns of them:     B panel, kc rows of NR = 2 vectors:
 *     a[aOff + r * LD + p]                 b[bOff + p * NR + j]
 *
 *             p = 0     1   ..                     j = 0 ...        NR-1
 *     r = 0       0     1                  p = 0       0 ...        NR-1
 *     r = 1      LD  LD+1                  p = 1      NR ...       2NR-1
 *
 *     S, where the sums start:             C:
 *     from[fromOff + r * ldf + j]          c[cOff + r * ldc + j]
 * }</pre>
 *
 * <p>Of a transposed A, whose columns lie together, the tallest tiles are packed by columns instead, {@code a[aOff + p * h + r]}:
 * to turn them into rows takes four times as long as to copy them.
 *
 * <p>S may be C itself, to add to what is there, or one row for all (ldf = 0): zeros, or a bias. A kernel does not ask which: to read
 * that row once saves one part in a hundred, but a branch that Java's compiler has not seen taken when it compiles a kernel, and
 * meets afterwards, can leave the accumulators on the heap for good. The leading dimension of A is the constant {@link
 * BlockSizes#LD}, so that one register addresses all rows.
 *
 * <p>The h · 2 accumulators stay in registers over the whole loop on p, which adds in order, one fused multiply-add an
 * element: the bits of an element of C do not depend on the tile that it falls in. Twelve rows by two vectors are for the 32
 * registers of AVX-512, six by two for the 16 of the narrower sets: the compiler holds up to four elements of A at a time, or two
 * where {@link MicroKernel6x2} cuts its loop, and an accumulator that finds no register is written to memory and read again with
 * each step, longer than all of its arithmetic takes. The lower kernels are for what is left of m: eight rows as fast as twelve,
 * four at three quarters of their speed. Fewer than four take as long as four, since each sum waits for the one before, and are
 * computed as four, of which the last are not kept: whatever follows the rows of A in its array is multiplied with them.
 *
 * <p>With each step a kernel of rows reads a little of the panel that comes next, from float {@code ahead} on ({@link
 * Panels#touch}). The first tile of a panel would wait for memory otherwise, as a processor fetches ahead less than it computes:
 * 0.97 of the time of the notebook's network, whose weights lie beyond L2. A kernel returns what it read, or the compiler would
 * leave the reading out; that of four rows, whose steps are shorter than a link of such a chain, returns how often it read a
 * number that hardly ever stands there, and takes half of the time so. That of six rows reads nothing ahead: its panels, half as
 * wide and multiplied more slowly, the processor fetches in time by itself, and products take 0.9 of the time. Nor do those of
 * columns of A, products of training, whose B was packed just before.
 *
 * <p>There is nothing else in a kernel but load, fma and store, and in those of six rows what cuts their loops: a little more, and the
 * compiler's budget for one method is spent before all of it is inlined, and the vectors end on the heap. What else a tile needs,
 * {@link MacroKernel} sees to.
 */
final class MicroKernel {
    /** Rows of the tallest tile. */
    static final int MR = Lanes.BITS == 512 ? 12 : 6;

    /** Rows of a tile whose rows of A are packed by columns: no more than a vector holds, as it is packed by vectors. */
    static final int COLUMN_MR = Math.min(MR, Lanes.LENGTH);

    /** Rows of the lowest. */
    private static final int LEAST = 4;

    /** Columns of a tile: two vectors. */
    static final int NR = 2 * Lanes.LENGTH;

    /**
     * A value that the step of k never has; the loops of six rows are cut by a test for it. Not final, or the compiler would remove
     * the test.
     */
    static int never = -1;

    private MicroKernel() {}

    /** What the tiles of m rows have at most: m, and what the last one has beyond them. */
    static int wholeRows(int m) {
        return m + MR - 1;
    }

    /**
     * The height of the next tile where {@code rows} rows are left. Of twelves, eights and fours, the tallest that fits, but eight and
     * eight of 16 to 19: so no tile of four is left of the 256 rows of a text. Of sixes and fours, fours until the rest are sixes, the
     * last of which may have a row too many.
     */
    static int height(int rows) {
        if (MR == 6) {
            return (rows + 1) / 2 % 3 == 0 ? 6 : LEAST;
        }
        if (rows >= 8 && (rows < 12 || rows >= 16 && rows < 20)) {
            return 8;
        }
        return rows >= 12 ? 12 : LEAST;
    }

    /** Runs the kernel of height {@link #COLUMN_MR} on a whole tile whose rows of A are packed by columns. */
    static void multiplyColumns(
            int kc,
            float[] a,
            int aOff,
            MemorySegment b,
            int bOff,
            float[] from,
            int fromOff,
            int ldf,
            float[] c,
            int cOff,
            int ldc) {
        assert aOff + COLUMN_MR * kc <= a.length
                && Panels.at(bOff + kc * NR) <= b.byteSize()
                && fromOff + (COLUMN_MR - 1) * ldf + NR <= from.length
                && cOff + (COLUMN_MR - 1) * ldc + NR <= c.length;
        switch (COLUMN_MR) {
            case 12 -> ColumnKernel12x2.multiply(kc, a, aOff, b, bOff, from, fromOff, ldf, c, cOff, ldc);
            case 6 -> ColumnKernel6x2.multiply(kc, a, aOff, b, bOff, from, fromOff, ldf, c, cOff, ldc);
            default -> ColumnKernel4x2.multiply(kc, a, aOff, b, bOff, from, fromOff, ldf, c, cOff, ldc);
        }
    }

    /** Runs the kernel of height {@code h} on a whole tile of h by {@link #NR}. */
    static void multiply(
            int h,
            int kc,
            float[] a,
            int aOff,
            MemorySegment b,
            int bOff,
            int ahead,
            float[] from,
            int fromOff,
            int ldf,
            float[] c,
            int cOff,
            int ldc) {
        assert aOff + (h - 1) * BlockSizes.LD + kc <= a.length
                && Panels.at(bOff + kc * NR) <= b.byteSize()
                && fromOff + (h - 1) * ldf + NR <= from.length
                && cOff + (h - 1) * ldc + NR <= c.length;
        switch (h) {
            case 12 -> MicroKernel12x2.multiply(kc, a, aOff, b, bOff, ahead, from, fromOff, ldf, c, cOff, ldc);
            case 8 -> MicroKernel8x2.multiply(kc, a, aOff, b, bOff, ahead, from, fromOff, ldf, c, cOff, ldc);
            case 6 -> MicroKernel6x2.multiply(kc, a, aOff, b, bOff, from, fromOff, ldf, c, cOff, ldc);
            default -> MicroKernel4x2.multiply(kc, a, aOff, b, bOff, ahead, from, fromOff, ldf, c, cOff, ldc);
        }
    }
}
