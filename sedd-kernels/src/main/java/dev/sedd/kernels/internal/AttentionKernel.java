package dev.sedd.kernels.internal;

import dev.sedd.kernels.Workers;

/** Attention head by head: keys and values packed once, then blocks of queries whose scores stay in cache. */
public final class AttentionKernel {
    /** Queries of a block: at T = 1024 their scores take 192 kB, which lie in L2 beside the packed keys. */
    private static final int QUERIES = 48;

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
        float[] keys = Scratch.KEYS.floats(VectorGemm.packedSize(headSize, length));
        float[] values = Scratch.VALUES.floats(VectorGemm.packedSize(length, headSize));
        float[] scores = Scratch.SCORES.floats(Math.min(QUERIES, queries) * length);
        VectorGemm.pack(headSize, length, k.transposed(), keys);
        VectorGemm.pack(length, headSize, v, values);
        View s = View.rowMajor(scores, 0, length);
        float scale = (float) (1 / Math.sqrt(headSize));
        for (int i = 0; i < queries; i += QUERIES) {
            int rows = Math.min(QUERIES, queries - i);
            VectorGemm.multiplyPacked(
                    rows, length, headSize, scale, q.from(i, 0), keys, 0, s, null, Workers.sequential());
            for (int r = 0; r < rows; r++) {
                SoftmaxRows.softmax(scores, r * length, length, 1);
            }
            VectorGemm.multiplyPacked(
                    rows, headSize, length, 1, s, values, 0, out.from(i, 0), null, Workers.sequential());
        }
    }
}
