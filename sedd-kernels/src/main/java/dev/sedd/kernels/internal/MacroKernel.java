package dev.sedd.kernels.internal;

import dev.sedd.kernels.Epilogue;

/** The two loops around the microkernel (jr, ir): a packed block of A times packed panels of B, into C. */
final class MacroKernel {
    private MacroKernel() {}

    /**
     * {@code S := alpha · A · B + beta · S}, then C := epilogue(S) tile by tile, while the tile is in L1. S is C itself
     * where the epilogue does not need what C held.
     *
     * @param m rows of the block, packed by {@link Packing#left} from {@code left[0]}
     * @param n columns, packed by {@link Packing#right} from {@code right[rightOff]}
     * @param epilogue what follows the last block of k, or null: then C is not written
     * @param row where in the whole product c begins, as the epilogue counts rows
     * @param column the same for columns
     */
    static void multiply(
            int m,
            int n,
            int kc,
            float alpha,
            float[] left,
            float[] right,
            int rightOff,
            float beta,
            View sums,
            Epilogue epilogue,
            View c,
            int row,
            int column) {
        int ld = sums.rowStride();
        for (int jr = 0; jr < n; jr += MicroKernel.NR) {
            int width = Math.min(MicroKernel.NR, n - jr);
            int b = rightOff + jr * kc;
            for (int ir = 0; ir < m; ) {
                int h = MicroKernel.height(m - ir);
                int to = sums.index(ir, jr);
                if (width == MicroKernel.NR) {
                    MicroKernel.multiply(h, kc, alpha, left, ir * kc, right, b, beta, sums.array(), to, ld);
                } else {
                    float[] tile = Scratch.TILE.floats(MicroKernel.MR * MicroKernel.NR);
                    MicroKernel.multiply(h, kc, alpha, left, ir * kc, right, b, 0, tile, 0, MicroKernel.NR);
                    merge(h, width, tile, beta, sums.array(), to, ld);
                }
                if (epilogue != null) {
                    EpilogueTile.apply(epilogue, h, width, sums, c, ir, jr, row + ir, column + jr);
                }
                ir += h;
            }
        }
    }

    /** What the microkernel's store does, for a tile at the edge that was computed beside C. */
    private static void merge(int h, int width, float[] tile, float beta, float[] c, int cOff, int ldc) {
        for (int r = 0; r < h; r++) {
            int from = r * MicroKernel.NR;
            int to = cOff + r * ldc;
            for (int j = 0; j < width; j++) {
                c[to + j] = beta == 0 ? tile[from + j] : Math.fma(c[to + j], beta, tile[from + j]);
            }
        }
    }
}
