package dev.sedd.kernels.internal;

import dev.sedd.kernels.Workers;
import java.lang.foreign.MemorySegment;

/**
 * Attention head by head. The scores of a block of queries are computed transposed, keys by queries: then the softmax
 * runs down the columns, a vector of queries at a time without a sum across lanes, and the weights lie as the product with
 * the values reads its left operand. The weights stay in cache and are not divided by their sum; the output is.
 */
public final class AttentionKernel {
    /** Queries of a block, whole tiles in both products; at T = 1024 their scores take 384 kB, which L2 holds. */
    private static final int QUERIES = 96;

    private AttentionKernel() {}

    /** See {@link dev.sedd.kernels.Attention}; all sizes are at least 1. */
    public static void apply(
            int batch, int length, int heads, int headSize, View q, View k, View v, View out, Workers workers) {
        int all = batch * heads;
        int blocks = Packing.ceilDiv(length, QUERIES);
        int parts = Math.min(blocks, Packing.ceilDiv(workers.threads(), all));
        workers.forEach(all * parts, task -> {
            int row = task / parts / heads * length;
            int column = task / parts % heads * headSize;
            int part = task % parts;
            int from = blocks * part / parts * QUERIES;
            int to = Math.min(length, blocks * (part + 1) / parts * QUERIES);
            head(
                    length,
                    headSize,
                    to - from,
                    q.from(row + from, column),
                    k.from(row, column),
                    v.from(row, column),
                    out.from(row + from, column));
        });
    }

    /** {@code queries} rows of one head. */
    private static void head(int length, int headSize, int queries, View q, View k, View v, View out) {
        float[] keys = Scratch.KEYS.floats(length * headSize);
        MemorySegment values = Scratch.VALUES.panels(Packing.rightSize(length, headSize));
        Packing.left(length, headSize, k, keys);
        VectorGemm.pack(length, headSize, v, values);
        for (int i = 0; i < queries; i += QUERIES) {
            block(length, headSize, Math.min(QUERIES, queries - i), q.from(i, 0), keys, values, out.from(i, 0));
        }
    }

    private static void block(
            int length, int headSize, int queries, View q, float[] keys, MemorySegment values, View out) {
        MemorySegment packed = Scratch.RIGHT.panels(Packing.rightSize(headSize, queries));
        float[] scores = Scratch.SCORES.floats(length * QUERIES);
        float[] sums = Scratch.SUMS.floats(QUERIES);
        Packing.right(headSize, queries, q.transposed(), packed, 0);
        View columns = View.rowMajor(scores, 0, QUERIES);
        MacroKernel.multiply(
                length, queries, headSize, 1, MacroKernel.Left.packed(keys), packed, 0, 0, columns, null, null, 0, 0);
        SoftmaxColumns.exponentials(length, queries, (float) (1 / Math.sqrt(headSize)), scores, QUERIES, sums);
        for (int pc = 0; pc < length; pc += BlockSizes.KC) {
            int kc = Math.min(BlockSizes.KC, length - pc);
            MacroKernel.multiply(
                    queries,
                    headSize,
                    kc,
                    1,
                    new MacroKernel.Left(scores, pc * QUERIES, QUERIES),
                    values,
                    Packing.rightSize(pc, headSize),
                    pc == 0 ? 0 : 1,
                    out,
                    null,
                    null,
                    0,
                    0);
        }
        for (int i = 0; i < queries; i++) {
            SoftmaxRows.multiply(headSize, 1 / sums[i], out.array(), out.index(i, 0));
        }
    }
}
