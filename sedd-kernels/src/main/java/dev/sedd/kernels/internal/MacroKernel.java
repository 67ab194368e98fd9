package dev.sedd.kernels.internal;

import dev.sedd.kernels.Activation;
import dev.sedd.kernels.Epilogue;
import dev.sedd.kernels.Storage;
import java.lang.foreign.MemorySegment;

/**
 * The three loops around the microkernel: packed rows of A times packed panels of B, into C.
 *
 * <pre>{@code
 * jb    blocks of B: a panel or some, which stay in L2 while all rows of A go by
 *   ir    tiles of A, which stay in L1 or L2 while the block's panels go by
 *     jr    panels
 * }</pre>
 *
 * <p>Where k is divided, the sums grow from block to block beside C, tile after tile as they are computed: so they come from L2
 * as one stream, where the rows of a tile of C lie in as many places. After the last block each tile goes through the epilogue
 * while it is in L1.
 */
final class MacroKernel {
    private MacroKernel() {}

    /** {@code C := A · B}, or {@code C := C + A · B} where {@code add} is true; arguments as below. */
    static void multiply(
            int m,
            int n,
            int kc,
            float[] left,
            int leftOff,
            MemorySegment right,
            int rightOff,
            boolean add,
            float[] c,
            int cOff,
            int ldc) {
        multiply(
                m,
                n,
                kc,
                left,
                leftOff,
                false,
                right,
                Storage.FLOAT32,
                rightOff,
                rightOff,
                add,
                true,
                true,
                Epilogue.NONE,
                null,
                c,
                cOff,
                ldc,
                0,
                0);
    }

    /**
     * One block of k.
     *
     * @param m rows of the block of A, at {@code left[leftOff + i * LD + p]}, which holds {@link MicroKernel#wholeRows}
     * @param columns whether whole tiles of A are packed by columns, as {@link Packing#leftColumns} does
     * @param n columns, packed by {@link Packing#right} from {@code right[rightOff]}
     * @param storage what the panels hold
     * @param following where the panel lies that is read after these, or any other
     * @param add whether the sums start from what C holds, else from the bias
     * @param first whether this is the first block of k
     * @param last whether it is the last
     * @param sums {@link #sums} floats, for what is neither
     * @param c result, from {@code cOff} with leading dimension {@code ldc}
     * @param row where in the whole product c begins, as the epilogue counts rows
     * @param column the same for columns
     */
    static void multiply(
            int m,
            int n,
            int kc,
            float[] left,
            int leftOff,
            boolean columns,
            MemorySegment right,
            Storage storage,
            int rightOff,
            int following,
            boolean add,
            boolean first,
            boolean last,
            Epilogue epilogue,
            float[] sums,
            float[] c,
            int cOff,
            int ldc,
            int row,
            int column) {
        float[] tile = Scratch.TILE.floats(MicroKernel.MR * MicroKernel.NR);
        int most = BlockSizes.columns(kc);
        float[] start = Scratch.START.floats(most);
        boolean plain = epilogue.gate() == null && epilogue.activation() == Activation.NONE;
        for (int jb = 0; jb < n; jb += most) {
            int nb = Math.min(most, n - jb);
            int size = Packing.rightSize(kc, nb);
            MemorySegment block = right;
            int blockOff = rightOff + jb * kc;
            int ahead = jb + nb < n ? blockOff + size : following; // each tile touches a part of it
            int end = Math.min(ahead + size, Panels.floats(right)) - kc * Panels.TOUCHED;
            if (storage == Storage.BFLOAT16) {
                block = Scratch.PANEL.panels(kc * most);
                HalfPanels.widen(size / MicroKernel.NR, right, blockOff, block);
                blockOff = 0;
                end = 0;
            }
            ahead = Math.min(ahead, end);
            if (first && !add) {
                EdgeTile.fill(nb, epilogue.bias(), column + jb, start);
            }
            for (int ir = 0; ir < m; ) {
                boolean byColumns = columns && m - ir >= MicroKernel.COLUMN_MR;
                int h = byColumns ? MicroKernel.COLUMN_MR : MicroKernel.height(m - ir);
                int rows = Math.min(h, m - ir);
                int a = leftOff + ir * BlockSizes.LD;
                for (int jr = jb; jr < jb + nb; jr += MicroKernel.NR) {
                    int width = Math.min(MicroKernel.NR, n - jr);
                    boolean direct = plain && width == MicroKernel.NR && rows == h; // into C, not a tile beside it
                    int b = blockOff + (jr - jb) * kc;
                    int sum = jr * MicroKernel.wholeRows(m) + ir * MicroKernel.NR;
                    int to = cOff + ir * ldc + jr;
                    float[] from = start;
                    int fromOff = jr - jb;
                    int ldf = 0;
                    if (!first) {
                        from = sums;
                        fromOff = sum;
                        ldf = MicroKernel.NR;
                    } else if (add && direct) {
                        from = c;
                        fromOff = to;
                        ldf = ldc;
                    } else if (add) {
                        EdgeTile.load(rows, width, c, to, ldc, tile);
                        from = tile;
                        fromOff = 0;
                        ldf = MicroKernel.NR;
                    }
                    float[] into = tile;
                    int at = 0;
                    int ld = MicroKernel.NR;
                    if (!last) {
                        into = sums;
                        at = sum;
                    } else if (direct) {
                        into = c;
                        at = to;
                        ld = ldc;
                    }
                    if (byColumns) {
                        MicroKernel.multiplyColumns(kc, left, a, block, b, from, fromOff, ldf, into, at, ld);
                    } else {
                        MicroKernel.multiply(h, kc, left, a, block, b, ahead, from, fromOff, ldf, into, at, ld);
                    }
                    if (last && !direct) {
                        EpilogueTile.finish(epilogue, rows, width, tile, c, to, ldc, row + ir, column + jr);
                    }
                    ahead = Math.min(ahead + kc * Panels.TOUCHED, end);
                }
                ir += h;
            }
        }
    }

    /** Floats of the sums of m rows and n columns: those of whole tiles. */
    static int sums(int m, int n) {
        return MicroKernel.wholeRows(m) * Packing.rightSize(1, n);
    }
}
