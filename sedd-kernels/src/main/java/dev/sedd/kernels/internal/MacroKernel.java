package dev.sedd.kernels.internal;

import dev.sedd.kernels.Activation;
import dev.sedd.kernels.Epilogue;
import dev.sedd.kernels.Storage;
import java.lang.foreign.MemorySegment;

/** The two loops around the microkernel (jr, ir): rows of A times packed panels of B, into C. */
final class MacroKernel {
    private MacroKernel() {}

    /** {@code C := A · B}, or {@code C := C + A · B} where {@code first} is false; arguments as below. */
    static void multiply(
            int m,
            int n,
            int kc,
            float[] left,
            int leftOff,
            MemorySegment right,
            int rightOff,
            boolean first,
            float[] c,
            int cOff,
            int ldc) {
        multiply(
                m,
                n,
                kc,
                left,
                leftOff,
                right,
                Storage.FLOAT32,
                rightOff,
                first,
                false,
                Epilogue.NONE,
                c,
                cOff,
                ldc,
                c,
                cOff,
                ldc,
                0,
                0);
    }

    /**
     * One block of k: sums start at the bias in the first and grow in S from block to block; after the last, each tile goes
     * through the epilogue while it is in L1. S is C itself where the epilogue does not need what C held.
     *
     * @param m rows of the block of A, at {@code left[leftOff + i * LD + p]}
     * @param n columns, packed by {@link Packing#right} from {@code right[rightOff]}
     * @param storage what the panels hold
     * @param first whether this is the first block of k
     * @param last whether it is the last
     * @param s sums, from {@code sOff} with leading dimension {@code lds}
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
            MemorySegment right,
            Storage storage,
            int rightOff,
            boolean first,
            boolean last,
            Epilogue epilogue,
            float[] s,
            int sOff,
            int lds,
            float[] c,
            int cOff,
            int ldc,
            int row,
            int column) {
        float[] tile = Scratch.TILE.floats(MicroKernel.MR * MicroKernel.NR);
        float[] start = Scratch.START.floats(MicroKernel.NR + 1);
        boolean gated = last && epilogue.gate() != null;
        boolean activated = last && epilogue.activation() != Activation.NONE;
        for (int jr = 0; jr < n; jr += MicroKernel.NR) {
            int width = Math.min(MicroKernel.NR, n - jr);
            boolean whole = width == MicroKernel.NR;
            MemorySegment panel = right;
            int b = rightOff + jr * kc;
            if (storage == Storage.BFLOAT16) {
                panel = Scratch.PANEL.panels(BlockSizes.KC * MicroKernel.NR);
                HalfPanels.widen(kc, right, b, panel);
                b = 0;
            } else if (m >= BlockSizes.FETCH_ROWS) {
                start[MicroKernel.NR] = Panels.fetch(right, b, kc * MicroKernel.NR);
            }
            if (first) {
                EdgeTile.fill(width, epilogue.bias(), column + jr, start);
            }
            for (int ir = 0; ir < m; ) {
                int h = MicroKernel.height(m - ir);
                int a = leftOff + ir * BlockSizes.LD;
                int to = sOff + ir * lds + jr;
                boolean direct = whole && !gated; // into S; at the edge, and before a gate, into a tile beside it
                float[] into = direct ? s : tile;
                int at = direct ? to : 0;
                int ld = direct ? lds : MicroKernel.NR;
                if (!first && !direct) {
                    EdgeTile.load(h, width, s, to, lds, tile);
                }
                float[] from = first ? start : into;
                MicroKernel.multiply(h, kc, left, a, panel, b, from, first ? 0 : at, first ? 0 : ld, into, at, ld);
                if (activated) {
                    Activations.tile(epilogue.activation(), h, into, at, ld, into, at, ld);
                }
                if (gated) {
                    int y = cOff + ir * ldc + jr;
                    EpilogueTile.gate(epilogue.gate(), h, width, tile, c, y, ldc, row + ir, column + jr);
                } else if (!direct) {
                    EdgeTile.store(h, width, tile, s, to, lds);
                }
                ir += h;
            }
        }
    }
}
