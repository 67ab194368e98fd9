package dev.sedd.kernels.internal;

import dev.sedd.kernels.Epilogue;
import java.lang.foreign.MemorySegment;

/** The two loops around the microkernel (jr, ir): a packed block of A times packed panels of B, into C. */
final class MacroKernel {
    private MacroKernel() {}

    /**
     * {@code S := alpha · A · B + beta · S}, then C := epilogue(S) tile by tile, while the tile is in L1. S is C itself
     * where the epilogue does not need what C held.
     *
     * @param m rows of the block of A
     * @param left that block
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
            Left left,
            MemorySegment right,
            int rightOff,
            float beta,
            View sums,
            Epilogue epilogue,
            View c,
            int row,
            int column) {
        int ld = sums.rowStride();
        boolean plain = alpha == 1 && beta == 0;
        float[] tile = Scratch.TILE.floats(MicroKernel.MR * MicroKernel.NR);
        for (int jr = 0; jr < n; jr += MicroKernel.NR) {
            int width = Math.min(MicroKernel.NR, n - jr);
            int b = rightOff + jr * kc;
            for (int ir = 0; ir < m; ) {
                int h = MicroKernel.height(m - ir);
                int to = sums.index(ir, jr);
                int a = left.panel(ir, kc);
                int step = left.step(h);
                if (plain && width == MicroKernel.NR) {
                    MicroKernel.multiply(h, kc, left.array(), a, step, right, b, sums.array(), to, ld);
                } else {
                    MicroKernel.multiply(h, kc, left.array(), a, step, right, b, tile, 0, MicroKernel.NR);
                    TileStore.store(h, width, alpha, tile, beta, sums.array(), to, ld);
                }
                if (epilogue != null) {
                    EpilogueTile.apply(epilogue, h, width, sums, c, ir, jr, row + ir, column + jr);
                }
                ir += h;
            }
        }
    }

    /**
     * The left operand: panels from {@link Packing#left}, or a matrix whose columns are contiguous, as it lies.
     *
     * @param step the distance of two columns, or 0 for packed panels
     */
    record Left(float[] array, int offset, int step) {
        static Left packed(float[] panels) {
            return new Left(panels, 0, 0);
        }

        private int panel(int row, int kc) {
            return offset + (step == 0 ? row * kc : row);
        }

        private int step(int height) {
            return step == 0 ? height : step;
        }
    }
}
