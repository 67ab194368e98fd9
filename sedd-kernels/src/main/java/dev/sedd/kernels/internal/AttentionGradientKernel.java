package dev.sedd.kernels.internal;

import dev.sedd.kernels.Workers;

/**
 * The backward pass of attention, head by head. The weights P of a block of queries are computed again and kept in
 * cache beside their gradient: with S = Q Kᵀ, P = softmax(S/√h), O = P V,
 *
 * <pre>{@code
 * dV = Pᵀ dO        dP = dO Vᵀ        dS = P ∘ (dP − rowsum(P ∘ dP)) / √h
 * dK = dSᵀ Q        dQ = dS K
 * }</pre>
 *
 * <p>dK and dV grow over the blocks of queries, in order.
 */
public final class AttentionGradientKernel {
    /** Floats of a block's weights, and as many of their gradients: together they take half of a 1 MB L2. */
    private static final int BLOCK = 1 << 16;

    /** Rows lie so far apart beyond their length that the columns of a tile do not share the sets of L1. */
    private static final int PAD = 16;

    private AttentionGradientKernel() {}

    /**
     * See {@link dev.sedd.kernels.Attention#chosenBackward}; all sizes but the number of queries are at least 1.
     *
     * @param starts null for all queries
     */
    public static void apply(
            int batch,
            int length,
            int[] starts,
            int heads,
            int headSize,
            View q,
            View k,
            View v,
            View dOut,
            View dq,
            View dk,
            View dv,
            Workers workers) {
        workers.forEach(batch * heads, task -> {
            int sequence = task / heads;
            int row = sequence * length;
            int first = starts == null ? row : starts[sequence];
            int queries = starts == null ? length : starts[sequence + 1] - first;
            int column = task % heads * headSize;
            head(
                    queries,
                    length,
                    headSize,
                    q.from(first, column),
                    k.from(row, column),
                    v.from(row, column),
                    dOut.from(first, column),
                    dq.from(first, column),
                    dk.from(row, column),
                    dv.from(row, column));
        });
    }

    private static void head(
            int queries, int length, int headSize, View q, View k, View v, View dOut, View dq, View dk, View dv) {
        if (queries == 0) {
            Scaling.scale(length, headSize, 0, dk.array(), dk.offset(), dk.rowStride());
            Scaling.scale(length, headSize, 0, dv.array(), dv.offset(), dv.rowStride());
        }
        int block = Math.clamp(BLOCK / length, 1, length);
        for (int i = 0; i < queries; i += block) {
            block(
                    Math.min(block, queries - i),
                    length,
                    headSize,
                    i == 0 ? 0 : 1,
                    q.from(i, 0),
                    k,
                    v,
                    dOut.from(i, 0),
                    dq.from(i, 0),
                    dk,
                    dv);
        }
    }

    /** A block of queries: dq of them, and what they add to dk and dv, of which {@code beta} times is kept. */
    private static void block(
            int m, int length, int h, float beta, View q, View k, View v, View dOut, View dq, View dk, View dv) {
        Workers alone = Workers.sequential();
        int ld = length + PAD;
        float[] p = Scratch.SCORES.floats(m * ld);
        float[] dp = Scratch.SCORE_GRADIENTS.floats(m * ld);
        View weights = View.rowMajor(p, 0, ld);
        View gradients = View.rowMajor(dp, 0, ld);
        VectorGemm.multiply(m, length, h, 1, q, k.transposed(), 0, weights, alone);
        VectorGemm.multiply(m, length, h, 1, dOut, v.transposed(), 0, gradients, alone);
        float scale = (float) (1 / Math.sqrt(h));
        for (int i = 0; i < m; i++) {
            SoftmaxGradientRows.throughSoftmax(length, scale, p, i * ld, dp, i * ld);
        }
        VectorGemm.multiply(length, h, m, 1, weights.transposed(), dOut, beta, dv, alone);
        VectorGemm.multiply(length, h, m, 1, gradients.transposed(), q, beta, dk, alone);
        VectorGemm.multiply(m, h, length, 1, gradients, k, 0, dq, alone);
    }
}
