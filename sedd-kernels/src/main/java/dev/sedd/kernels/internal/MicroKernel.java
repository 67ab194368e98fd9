package dev.sedd.kernels.internal;

/**
 * The innermost product: a tile from a packed panel of A and a packed panel of B,
 *
 * <pre>{@code
 * C[0..h, 0..NR) := A · B
 *
 *     A panel, kc columns of h:        B panel, kc rows of NR = 2 vectors:
 *     a[aOff + p * aStep + r]          b[bOff + p * NR + j]
 *
 *           p = 0   1   2                        j = 0 ...        NR-1
 *     r = 0   0   s  2s                  p = 0       0 ...        NR-1
 *     r = 1   1 s+1 2s+1                 p = 1      NR ...       2NR-1
 * }</pre>
 *
 * <p>A packed panel of A has step s = h. A matrix whose columns are contiguous needs no packing: s is the distance of two.
 *
 * <p>The h · 2 accumulators stay in registers over the whole loop on p, which adds in order, one fused multiply-add an
 * element: the bits of an element of C do not depend on the tile that it falls in. Twelve rows by two vectors fill the 32
 * registers of AVX-512; six by two the 16 of the narrower sets. The lower kernels are for what is left of m.
 *
 * <p>There is nothing in a kernel but zero, load, fma and store: a little more, and the compiler's budget for one method
 * is spent before all of it is inlined, and the vectors end on the heap. What else a tile needs, {@link TileStore} does.
 */
final class MicroKernel {
    /** Rows of the tallest tile. */
    static final int MR = Lanes.BITS == 512 ? 12 : 6;

    /** Columns of a tile: two vectors. */
    static final int NR = 2 * Lanes.LENGTH;

    private MicroKernel() {}

    /** The height of the tile to cut from {@code rows} rows that are left: the tallest that there is a kernel for. */
    static int height(int rows) {
        if (rows >= MR) {
            return MR;
        }
        return rows >= 6 ? 6 : rows >= 4 ? 4 : rows >= 2 ? 2 : 1;
    }

    /** Runs the kernel of height {@code h} on a whole tile of h by {@link #NR}. */
    static void multiply(
            int h, int kc, float[] a, int aOff, int aStep, float[] b, int bOff, float[] c, int cOff, int ldc) {
        assert aOff + (kc - 1) * aStep + h <= a.length
                && bOff + kc * NR <= b.length
                && cOff + (h - 1) * ldc + NR <= c.length;
        switch (h) {
            case 12 -> MicroKernel12x2.multiply(kc, a, aOff, aStep, b, bOff, c, cOff, ldc);
            case 6 -> MicroKernel6x2.multiply(kc, a, aOff, aStep, b, bOff, c, cOff, ldc);
            case 4 -> MicroKernel4x2.multiply(kc, a, aOff, aStep, b, bOff, c, cOff, ldc);
            case 2 -> MicroKernel2x2.multiply(kc, a, aOff, aStep, b, bOff, c, cOff, ldc);
            default -> MicroKernel1x2.multiply(kc, a, aOff, aStep, b, bOff, c, cOff, ldc);
        }
    }
}
