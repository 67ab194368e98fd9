package dev.sedd.kernels.internal;

import dev.sedd.kernels.Epilogue;
import dev.sedd.kernels.MatrixRows;
import dev.sedd.kernels.Storage;
import dev.sedd.kernels.Workers;
import java.lang.foreign.MemorySegment;

/**
 * The blocked matrix product {@code C := alpha · A · B + beta · C} around the microkernel. A is m by k, B k by n, C row-major; all
 * sizes are at least 1. The loops from the outside in, named as Goto and van de Geijn (2008) and BLIS name them:
 *
 * <pre>{@code
 * VectorGemm       pc   where B is plain: k by DEPTH, columns by NC, and these are packed
 *                    jc
 * PackedProduct        part   of C, a thread's
 *                        ic     rows by MC or twice as many
 *                          jc     columns: all, or by SUMS where k is divided
 *                            pc     k by KC; rows of A are packed
 * MacroKernel                  jb     panels that stay in L2
 *                                ir     tiles of A
 *                                  jr     panels
 * MicroKernel                        p
 * }</pre>
 *
 * <p>Where packing would cost more than it saves, {@link SmallProduct} takes over.
 *
 * <p>Threads divide rows, or columns where there are few rows, at tile boundaries and never k: every element of C is the
 * same sum in the same order on any number of threads, and in a product of any size.
 */
public final class VectorGemm {
    /** Floats of a weight that are read at a time on their way into panels. */
    public static final int STRIP = 1 << 16;

    private VectorGemm() {}

    /** Packs all of B, k by n, into memory of its own. */
    public static MemorySegment pack(int k, int n, View b) {
        MemorySegment packed = Panels.allocate(Packing.rightSize(k, n));
        pack(k, n, b, packed);
        return packed;
    }

    /** Packs all of B, k by n, over another matrix of these sizes. */
    public static void pack(int k, int n, View b, MemorySegment packed) {
        for (int pc = 0; pc < k; pc += BlockSizes.KC) {
            int kc = Math.min(BlockSizes.KC, k - pc);
            int to = Packing.panel(k, n, pc, 0);
            Packing.rightSoon(kc, n, b.array(), b.index(pc, 0), b.rowStride(), b.columnStride(), packed, to);
        }
    }

    /** Packs B, k by n, that is given as the rows of its transpose, a strip of them at a time. */
    public static MemorySegment packRows(int k, int n, MatrixRows rows, Storage storage, Workers workers) {
        int size = Packing.rightSize(k, n);
        MemorySegment packed = storage == Storage.BFLOAT16 ? HalfPanels.allocate(size) : Panels.allocate(size);
        int width = Math.max(1, STRIP / k / MicroKernel.NR) * MicroKernel.NR;
        workers.forEach(Packing.ceilDiv(n, width), part -> {
            int j = part * width;
            int count = Math.min(width, n - j);
            float[] strip = Scratch.STRIP.floats(count * k);
            rows.read(j, count, strip);
            for (int pc = 0; pc < k; pc += BlockSizes.KC) {
                int kc = Math.min(BlockSizes.KC, k - pc);
                int to = Packing.panel(k, n, pc, j);
                if (storage == Storage.BFLOAT16) {
                    packHalves(kc, count, strip, pc, k, packed, to);
                } else {
                    Packing.rightSoon(kc, count, strip, pc, 1, k, packed, to);
                }
            }
        });
        return packed;
    }

    /** {@link Packing#rightSoon} of contiguous columns, panel by panel, each rounded on its way. */
    private static void packHalves(int kc, int n, float[] x, int off, int ld, MemorySegment packed, int to) {
        MemorySegment panel = Scratch.PANEL.panels(BlockSizes.KC * MicroKernel.NR);
        for (int j = 0; j < n; j += MicroKernel.NR) {
            Packing.rightSoon(kc, Math.min(MicroKernel.NR, n - j), x, off + j * ld, 1, ld, panel, 0);
            HalfPanels.narrow(kc, panel, packed, to + j * kc);
        }
    }

    /** {@code C := epilogue(A · B)} with a right operand that {@link #pack} has laid out; A and C are row-major. */
    public static void multiplyPacked(
            int m,
            int n,
            int k,
            float[] a,
            int aOff,
            int lda,
            MemorySegment packed,
            Storage storage,
            Epilogue epilogue,
            float[] c,
            int cOff,
            int ldc,
            Workers workers) {
        PackedProduct.mine()
                .sizes(m, n, k)
                .left(1, a, aOff, lda, 1)
                .right(packed, storage)
                .into(0, c, cOff, ldc, epilogue, workers);
    }

    /** The product of two plain operands. */
    public static void multiply(int m, int n, int k, float alpha, View a, View b, float beta, View c, Workers workers) {
        if (alpha == 1 && beta == 0 && SmallProduct.suits(m, n, k, a, b)) {
            SmallProduct.multiply(m, n, k, a, b, c);
            return;
        }
        boolean alone = (long) m * n * k < BlockSizes.PARALLEL_MULTIPLY_ADDS;
        Workers team = alone ? Workers.sequential() : workers;
        for (int pc = 0; pc < k; pc += BlockSizes.DEPTH) {
            int kc = Math.min(BlockSizes.DEPTH, k - pc);
            int width = Math.min(BlockSizes.NC, BlockSizes.PANELS / kc / MicroKernel.NR * MicroKernel.NR);
            for (int jc = 0; jc < n; jc += width) {
                int nc = Math.min(width, n - jc);
                MemorySegment panels = Scratch.RIGHT.panels(Packing.rightSize(kc, nc));
                packTogether(kc, nc, b.from(pc, jc), panels, team);
                PackedProduct.mine()
                        .sizes(m, nc, kc)
                        .left(alpha, a.array(), a.index(0, pc), a.rowStride(), a.columnStride())
                        .right(panels, Storage.FLOAT32)
                        .into(pc == 0 ? beta : 1, c.array(), c.index(0, jc), c.rowStride(), Epilogue.NONE, team);
            }
        }
    }

    private static void packTogether(int k, int n, View b, MemorySegment panels, Workers workers) {
        int width = MicroKernel.NR * 4;
        int parts = Packing.ceilDiv(n, width);
        workers.forEach(parts * Packing.ceilDiv(k, BlockSizes.KC), task -> {
            int pc = task / parts * BlockSizes.KC;
            int j = task % parts * width;
            int kc = Math.min(BlockSizes.KC, k - pc);
            int to = Packing.panel(k, n, pc, j);
            Packing.right(
                    kc, Math.min(width, n - j), b.array(), b.index(pc, j), b.rowStride(), b.columnStride(), panels, to);
        });
    }
}
