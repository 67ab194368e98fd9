package dev.sedd.kernels;

import dev.sedd.kernels.internal.AttentionKernel;
import dev.sedd.kernels.internal.Checks;
import java.util.Objects;

/**
 * Bidirectional multi-head attention, {@code softmax(Q Kᵀ / √h) V} for every head, without a mask.
 *
 * <p>The scores of a block of queries against all keys of one head are kept in cache, turned into weights there and
 * multiplied with the values; the T by T matrix of all heads is never written to memory. Error, relative to the largest
 * entry of V: below 1e-5 for T up to 1024.
 */
public final class Attention {
    private Attention() {}

    /**
     * Computes attention for {@code batch} sequences. Row {@code b * length + t} of Q, K, V and the output belongs to
     * position t of sequence b; columns {@code [head * headSize, (head + 1) * headSize)} to a head. Q, K and V may be
     * parts of one array, as the rows (q, k, v) of a fused projection are.
     *
     * @param batch B
     * @param length T
     * @param heads H
     * @param headSize h
     * @param q (B·T, H·h); not modified, like k and v
     * @param out (B·T, H·h); must overlap no input
     * @param workers divide heads, and blocks of queries where heads are few
     * @throws IllegalArgumentException where an operand does not fit its array or the output overlaps one
     */
    public static void apply(
            int batch,
            int length,
            int heads,
            int headSize,
            float[] q,
            int qOff,
            int ldq,
            float[] k,
            int kOff,
            int ldk,
            float[] v,
            int vOff,
            int ldv,
            float[] out,
            int outOff,
            int ldout,
            Workers workers) {
        Checks.size("batch", batch);
        Checks.size("length", length);
        Checks.size("heads", heads);
        Checks.size("headSize", headSize);
        Objects.requireNonNull(workers, "workers");
        int rows = Math.multiplyExact(batch, length);
        int columns = Math.multiplyExact(heads, headSize);
        Checks.matrix("q", rows, columns, "heads*headSize", q, qOff, ldq);
        Checks.matrix("k", rows, columns, "heads*headSize", k, kOff, ldk);
        Checks.matrix("v", rows, columns, "heads*headSize", v, vOff, ldv);
        Checks.matrix("out", rows, columns, "heads*headSize", out, outOff, ldout);
        long end = Checks.end(rows, columns, outOff, ldout);
        Checks.disjoint("q", q, qOff, Checks.end(rows, columns, qOff, ldq), "out", out, outOff, end);
        Checks.disjoint("k", k, kOff, Checks.end(rows, columns, kOff, ldk), "out", out, outOff, end);
        Checks.disjoint("v", v, vOff, Checks.end(rows, columns, vOff, ldv), "out", out, outOff, end);
        if (rows == 0 || columns == 0) {
            return;
        }
        AttentionKernel.of(length, heads, headSize)
                .queries(q, qOff, ldq)
                .keys(k, kOff, ldk)
                .values(v, vOff, ldv)
                .into(out, outOff, ldout, batch, workers);
    }
}
