package dev.sedd.kernels.internal;

import dev.sedd.kernels.Epilogue;
import dev.sedd.kernels.Workers;

/**
 * The blocked matrix product {@code C := alpha · A · B + beta · C} around the microkernel, with the loops named as Goto
 * and van de Geijn (2008) and BLIS name them: jc over columns, pc over k, ic over rows, jr and ir over tiles. A is
 * m by k, B k by n, C row-major; all sizes are at least 1.
 *
 * <p>Threads divide rows, or columns where there are few rows, at tile boundaries and never k: every element of C is the
 * same sum in the same order on any number of threads.
 */
public final class VectorGemm {
    private VectorGemm() {}

    /** Floats in which {@link #pack} lays out a k by n operand. */
    public static int packedSize(int k, int n) {
        return Packing.rightSize(k, n);
    }

    /** Packs all of B, k by n, block by block of k, panel by panel. */
    public static void pack(int k, int n, View b, float[] packed) {
        for (int pc = 0; pc < k; pc += BlockSizes.KC) {
            int kc = Math.min(BlockSizes.KC, k - pc);
            Packing.right(kc, n, b.from(pc, 0), packed, Packing.rightSize(pc, n));
        }
    }

    /** The product with a right operand that {@link #pack} has laid out. */
    public static void multiplyPacked(
            int m,
            int n,
            int k,
            float alpha,
            View a,
            float[] packed,
            float beta,
            View c,
            Epilogue epilogue,
            Workers workers) {
        if (alone(m, n, k, workers)) {
            block(0, m, 0, n, n, k, alpha, a, packed, beta, c, epilogue);
            return;
        }
        Split split = Split.of(m, n, workers.threads());
        workers.forEach(
                split.count(),
                part -> block(
                        split.fromRow(part),
                        split.toRow(part),
                        split.fromColumn(part),
                        split.toColumn(part),
                        n,
                        k,
                        alpha,
                        a,
                        packed,
                        beta,
                        c,
                        epilogue));
    }

    /** The product of two plain operands. */
    public static void multiply(int m, int n, int k, float alpha, View a, View b, float beta, View c, Workers workers) {
        Workers team = alone(m, n, k, workers) ? Workers.sequential() : workers;
        for (int jc = 0; jc < n; jc += BlockSizes.NC) {
            int nc = Math.min(BlockSizes.NC, n - jc);
            for (int pc = 0; pc < k; pc += BlockSizes.KC) {
                int kc = Math.min(BlockSizes.KC, k - pc);
                float[] panels = Scratch.RIGHT.floats(Packing.rightSize(kc, nc));
                packTogether(kc, nc, b.from(pc, jc), panels, team);
                multiplyPacked(m, nc, kc, alpha, a.from(0, pc), panels, pc == 0 ? beta : 1, c.from(0, jc), null, team);
            }
        }
    }

    private static void packTogether(int kc, int nc, View b, float[] panels, Workers workers) {
        int width = MicroKernel.NR * 4;
        workers.forEach(Packing.ceilDiv(nc, width), part -> {
            int j = part * width;
            Packing.right(kc, Math.min(width, nc - j), b.from(0, j), panels, j * kc);
        });
    }

    /** Rows [i0, i1) and columns [j0, j1) of a product of n columns, on this thread. j0 lies on a tile boundary. */
    private static void block(
            int i0,
            int i1,
            int j0,
            int j1,
            int n,
            int k,
            float alpha,
            View a,
            float[] packed,
            float beta,
            View c,
            Epilogue epilogue) {
        float[] left = Scratch.LEFT.floats(Math.min(BlockSizes.MC, i1 - i0) * Math.min(BlockSizes.KC, k));
        for (int ic = i0; ic < i1; ic += BlockSizes.MC) {
            int mc = Math.min(BlockSizes.MC, i1 - ic);
            View out = c.from(ic, j0);
            View sums = epilogue != null && epilogue.gate() != null ? beside(mc, j1 - j0) : out;
            for (int pc = 0; pc < k; pc += BlockSizes.KC) {
                int kc = Math.min(BlockSizes.KC, k - pc);
                int right = Packing.rightSize(pc, n) + j0 * kc;
                Packing.left(mc, kc, a.from(ic, pc), left);
                Epilogue after = pc + kc == k ? epilogue : null;
                MacroKernel.multiply(
                        mc,
                        j1 - j0,
                        kc,
                        alpha,
                        MacroKernel.Left.packed(left),
                        packed,
                        right,
                        pc == 0 ? beta : 1,
                        sums,
                        after,
                        out,
                        ic,
                        j0);
            }
        }
    }

    /** Where sums grow while the residual, which may be C itself, is still needed. */
    private static View beside(int m, int n) {
        return View.rowMajor(Scratch.PRODUCT.floats(m * n), 0, n);
    }

    private static boolean alone(int m, int n, int k, Workers workers) {
        return workers.threads() == 1 || (long) m * n * k < BlockSizes.PARALLEL_MULTIPLY_ADDS;
    }
}
