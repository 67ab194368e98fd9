package dev.sedd.kernels;

import dev.sedd.kernels.internal.AttentionGradientKernel;
import dev.sedd.kernels.internal.AttentionKernel;
import dev.sedd.kernels.internal.Checks;
import dev.sedd.kernels.internal.GradientOperands;
import dev.sedd.kernels.internal.Scaling;
import dev.sedd.kernels.internal.View;
import java.util.Objects;

/**
 * Bidirectional multi-head attention, {@code softmax(Q Kᵀ / √h) V} for every head (Vaswani et al. 2017, arXiv 1706.03762, eq. 1):
 * no causal mask, every position sees all.
 *
 * <p>The scores of a block of queries against all keys of one head are kept in cache, turned into weights there and
 * multiplied with the values; the T by T matrix of all heads is never written to memory. Error, relative to the largest
 * entry of V: below 1e-5 for T up to 1024, where that entry is between 1e-16 and 1e11 and no score |q·k|/√h above 100: an
 * error of a score grows with it, and with that of its weight. The values are multiplied before the
 * weights are divided by their sum, so that products of larger ones may overflow and of smaller ones vanish.
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
     * @throws IllegalArgumentException where an operand does not fit its array or the output overlaps one, and where one
     *     head's T·h numbers, T rounded up to 768, or 98·T are too many for an array
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
        check(batch, length, heads, headSize, workers);
        int rows = batch * length;
        run(
                batch, length, rows, null, heads, headSize, q, qOff, ldq, k, kOff, ldk, v, vOff, ldv, out, outOff,
                ldout, workers);
    }

    /**
     * Attention for some of the positions, each of which attends to all: rows {@code starts[b] .. starts[b + 1]} of Q and of
     * the output are queries of sequence b, in any number. A query's result is, bit for bit, what it is among all.
     *
     * @param starts B + 1 row numbers that begin with 0 and never fall; not modified
     * @param q (starts[B], H·h); not modified
     * @param k (B·T, H·h); not modified, like v
     * @param out (starts[B], H·h); must overlap no input
     * @throws IllegalArgumentException as {@link #apply}, and where {@code starts} is not as said
     */
    public static void chosen(
            int batch,
            int length,
            int[] starts,
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
        check(batch, length, heads, headSize, workers);
        int rows = Checks.starts(batch, starts);
        run(
                batch, length, rows, starts, heads, headSize, q, qOff, ldq, k, kOff, ldk, v, vOff, ldv, out, outOff,
                ldout, workers);
    }

    private static void check(int batch, int length, int heads, int headSize, Workers workers) {
        Checks.size("batch", batch);
        Checks.size("length", length);
        Checks.size("heads", heads);
        Checks.size("headSize", headSize);
        Checks.product("batch", batch, "length", length);
        Checks.product("heads", heads, "headSize", headSize);
        Objects.requireNonNull(workers, "workers");
    }

    private static void run(
            int batch,
            int length,
            int queries,
            int[] starts,
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
        int rows = batch * length;
        int columns = heads * headSize;
        Checks.matrix("q", queries, columns, "heads*headSize", q, qOff, ldq);
        Checks.matrix("k", rows, columns, "heads*headSize", k, kOff, ldk);
        Checks.matrix("v", rows, columns, "heads*headSize", v, vOff, ldv);
        Checks.matrix("out", queries, columns, "heads*headSize", out, outOff, ldout);
        long end = Checks.end(queries, columns, outOff, ldout);
        Checks.disjoint("q", q, qOff, Checks.end(queries, columns, qOff, ldq), "out", out, outOff, end);
        Checks.disjoint("k", k, kOff, Checks.end(rows, columns, kOff, ldk), "out", out, outOff, end);
        Checks.disjoint("v", v, vOff, Checks.end(rows, columns, vOff, ldv), "out", out, outOff, end);
        if (columns == 0 || queries == 0) {
            return;
        }
        if (rows == 0) { // no keys: sums of no terms
            Scaling.scale(queries, columns, 0, out, outOff, ldout);
            return;
        }
        if (AttentionKernel.room(length, headSize) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "length=" + length + " and headSize=" + headSize + " take more scratch space than an array holds");
        }
        AttentionKernel.of(length, heads, headSize)
                .chosen(starts)
                .queries(q, qOff, ldq)
                .keys(k, kOff, ldk)
                .values(v, vOff, ldv)
                .into(out, outOff, ldout, batch, workers);
    }

    /**
     * The backward pass: the gradients of Q, K and V from that of {@link #apply}'s result. The weights are computed again, block
     * of queries by block, and never written to memory; nothing of the forward pass is needed but its arguments. With
     * P = softmax(Q Kᵀ/√h): dV = Pᵀ dO, dP = dO Vᵀ, dS = P ∘ (dP − rowsum(P ∘ dP))/√h, dQ = dS K, dK = dSᵀ Q.
     *
     * <p>Error for T up to 1024 and scores up to 100: below 1e-5 of the largest entry that a result would have were the terms of
     * dP − rowsum(P ∘ dP) added in magnitude; where all values are nearly alike, they cancel.
     *
     * @param batch B
     * @param length T
     * @param heads H
     * @param headSize h
     * @param q (B·T, H·h), as {@link #apply} read it; not modified, like k, v and dOut
     * @param dOut (B·T, H·h), the gradient of its result
     * @param dq (B·T, H·h), overwritten, like dk and dv; parts of one array at most, as Q, K and V; must overlap no input
     * @param workers divide the heads
     * @throws IllegalArgumentException where an operand does not fit its array or a result overlaps one
     */
    public static void backward(
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
            float[] dOut,
            int dOutOff,
            int lddOut,
            float[] dq,
            int dqOff,
            int lddq,
            float[] dk,
            int dkOff,
            int lddk,
            float[] dv,
            int dvOff,
            int lddv,
            Workers workers) {
        check(batch, length, heads, headSize, workers);
        int rows = batch * length;
        runBack(
                batch, length, rows, null, heads, headSize, q, qOff, ldq, k, kOff, ldk, v, vOff, ldv, dOut, dOutOff,
                lddOut, dq, dqOff, lddq, dk, dkOff, lddk, dv, dvOff, lddv, workers);
    }

    /**
     * The backward pass where only some queries are there, and all keys and values: the same numbers as {@link #backward} gives
     * where the gradient of all other rows is zero, bit for bit.
     *
     * @param starts rows {@code starts[b] .. starts[b + 1]} of Q, dOut and dq belong to sequence b, from 0 on, B + 1 numbers
     * @throws IllegalArgumentException as {@link #backward}, and where starts do not begin at 0 and ascend
     */
    public static void chosenBackward(
            int batch,
            int length,
            int[] starts,
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
            float[] dOut,
            int dOutOff,
            int lddOut,
            float[] dq,
            int dqOff,
            int lddq,
            float[] dk,
            int dkOff,
            int lddk,
            float[] dv,
            int dvOff,
            int lddv,
            Workers workers) {
        check(batch, length, heads, headSize, workers);
        int rows = Checks.starts(batch, starts);
        runBack(
                batch, length, rows, starts, heads, headSize, q, qOff, ldq, k, kOff, ldk, v, vOff, ldv, dOut, dOutOff,
                lddOut, dq, dqOff, lddq, dk, dkOff, lddk, dv, dvOff, lddv, workers);
    }

    private static void runBack(
            int batch,
            int length,
            int queries,
            int[] starts,
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
            float[] dOut,
            int dOutOff,
            int lddOut,
            float[] dq,
            int dqOff,
            int lddq,
            float[] dk,
            int dkOff,
            int lddk,
            float[] dv,
            int dvOff,
            int lddv,
            Workers workers) {
        int rows = batch * length;
        int columns = heads * headSize;
        View[] in = {
            operand("q", queries, columns, q, qOff, ldq),
            operand("k", rows, columns, k, kOff, ldk),
            operand("v", rows, columns, v, vOff, ldv),
            operand("dOut", queries, columns, dOut, dOutOff, lddOut)
        };
        View[] out = {
            operand("dq", queries, columns, dq, dqOff, lddq),
            operand("dk", rows, columns, dk, dkOff, lddk),
            operand("dv", rows, columns, dv, dvOff, lddv)
        };
        GradientOperands.apart(
                new int[] {queries, rows, rows, queries}, new int[] {queries, rows, rows}, columns, in, out);
        if (rows > 0 && columns > 0) {
            AttentionGradientKernel.apply(
                    batch, length, starts, heads, headSize, in[0], in[1], in[2], in[3], out[0], out[1], out[2],
                    workers);
        } else {
            Scaling.scale(queries, columns, 0, dq, dqOff, lddq);
        }
    }

    private static View operand(String name, int rows, int columns, float[] x, int off, int ld) {
        Checks.matrix(name, rows, columns, "heads*headSize", x, off, ld);
        return View.rowMajor(x, off, ld);
    }
}
