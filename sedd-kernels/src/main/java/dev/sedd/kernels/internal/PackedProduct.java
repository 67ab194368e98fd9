package dev.sedd.kernels.internal;

import dev.sedd.kernels.Epilogue;
import dev.sedd.kernels.Storage;
import dev.sedd.kernels.Workers;
import java.lang.foreign.MemorySegment;
import java.util.function.IntConsumer;

/**
 * {@code C := epilogue(alpha · A · B + beta · C)} for a packed B, as a task that is cut into parts at tile boundaries of rows
 * and columns. Every thread keeps one and uses it again, so that a product allocates nothing.
 */
final class PackedProduct implements IntConsumer {
    private static final ThreadLocal<PackedProduct> MINE = ThreadLocal.withInitial(PackedProduct::new);

    private int m;
    private int n;
    private int k;
    private float alpha;
    private float[] a;
    private int aOff;
    private int aRow;
    private int aColumn;
    private MemorySegment panels;
    private Storage storage;
    private float beta;
    private float[] c;
    private int cOff;
    private int ldc;
    private Epilogue epilogue;
    private int bands;
    private int stripes;

    private PackedProduct() {}

    /** This thread's, empty. */
    static PackedProduct mine() {
        return MINE.get();
    }

    /** The product's sizes, m by k times k by n. */
    PackedProduct sizes(int rows, int columns, int terms) {
        m = rows;
        n = columns;
        k = terms;
        return this;
    }

    /** {@code alpha · A}, element (i, p) at {@code array[off + i * rowStride + p * columnStride]}; one stride is 1. */
    PackedProduct left(float factor, float[] array, int off, int rowStride, int columnStride) {
        alpha = factor;
        a = array;
        aOff = off;
        aRow = rowStride;
        aColumn = columnStride;
        return this;
    }

    /** B as {@link VectorGemm} has packed it. */
    PackedProduct right(MemorySegment packed, Storage format) {
        panels = packed;
        storage = format;
        return this;
    }

    /** Computes it into C, from {@code off} with leading dimension {@code ld}, and forgets the operands. */
    void into(float factor, float[] array, int off, int ld, Epilogue after, Workers workers) {
        beta = factor;
        c = array;
        cOff = off;
        ldc = ld;
        epilogue = after;
        try {
            if ((long) m * n * k < BlockSizes.PARALLEL_MULTIPLY_ADDS) {
                divide(1);
                accept(0);
            } else {
                divide(BlockSizes.parts(workers.threads()));
                workers.forEach(bands * stripes, this);
            }
        } finally {
            a = null;
            panels = null;
            c = null;
            epilogue = null;
        }
    }

    /** Cuts C into so many parts, or fewer, that each reads the least of A and B together. */
    private void divide(int parts) {
        int rowTiles = Packing.ceilDiv(m, MicroKernel.MR);
        int columnTiles = Packing.ceilDiv(n, MicroKernel.NR);
        long least = Long.MAX_VALUE;
        for (int across = 1; across <= Math.min(parts, columnTiles); across++) {
            int down = Math.min(rowTiles, parts / across);
            long largest = (long) Packing.ceilDiv(rowTiles, down) * Packing.ceilDiv(columnTiles, across);
            long reads = (long) Packing.ceilDiv(m, down) + Packing.ceilDiv(n, across);
            if (largest * reads < least) {
                least = largest * reads;
                bands = down;
                stripes = across;
            }
        }
    }

    @Override
    public void accept(int part) {
        int i0 = cut(m, MicroKernel.MR, part / stripes, bands);
        int i1 = cut(m, MicroKernel.MR, part / stripes + 1, bands);
        int j0 = cut(n, MicroKernel.NR, part % stripes, stripes);
        int j1 = cut(n, MicroKernel.NR, part % stripes + 1, stripes);
        if (beta != 0) {
            Scaling.scale(i1 - i0, j1 - j0, beta, c, cOff + i0 * ldc + j0, ldc);
        }
        int width = k > BlockSizes.KC ? BlockSizes.SUMS : j1 - j0;
        int height = BlockSizes.rows(k);
        for (int ic = i0; ic < i1; ic += height) {
            for (int jc = j0; jc < j1; jc += width) {
                block(ic, Math.min(height, i1 - ic), jc, Math.min(width, j1 - jc));
            }
        }
    }

    /** {@code mc} rows from row ic on, {@code nc} columns from column jc on. */
    private void block(int ic, int mc, int jc, int nc) {
        float[] left = Scratch.LEFT.floats(MicroKernel.wholeRows(mc) * BlockSizes.LD);
        float[] sums = k > BlockSizes.KC ? Scratch.PRODUCT.floats(MacroKernel.sums(mc, nc)) : null;
        for (int pc = 0; pc < k; pc += BlockSizes.KC) {
            int kc = Math.min(BlockSizes.KC, k - pc);
            int from = aOff + ic * aRow + pc * aColumn;
            boolean columns = aColumn != 1;
            if (columns) {
                Packing.leftColumns(mc, kc, alpha, a, from, aColumn, left);
            } else {
                Packing.left(mc, kc, alpha, a, from, aRow, left);
            }
            int next = pc + kc < k ? pc + kc : 0;
            int following = Packing.panel(k, n, next, next == 0 ? jc + nc : jc);
            MacroKernel.multiply(
                    mc,
                    nc,
                    kc,
                    left,
                    0,
                    columns,
                    panels,
                    storage,
                    Packing.panel(k, n, pc, jc),
                    following,
                    beta != 0,
                    pc == 0,
                    pc + kc == k,
                    epilogue,
                    sums,
                    c,
                    cOff + ic * ldc + jc,
                    ldc,
                    ic,
                    jc);
        }
    }

    /** Where part {@code index} of {@code parts} begins, in whole tiles. */
    private static int cut(int size, int tile, int index, int parts) {
        long tiles = Packing.ceilDiv(size, tile);
        return (int) Math.min(size, tiles * index / parts * tile);
    }
}
