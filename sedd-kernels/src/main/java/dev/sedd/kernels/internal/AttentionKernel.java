package dev.sedd.kernels.internal;

import dev.sedd.kernels.Workers;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Attention head by head and, within a head, a block of queries at a time, whose scores stay in cache. They are written as
 * rows of a left operand, so that the product with the values reads the weights where the softmax left them. The weights are
 * not divided by their sum; the output is.
 */
public final class AttentionKernel implements IntConsumer {
    /** Queries of a block, whole tiles; at T = 1024 their scores take 400 kB, which L2 holds. */
    private static final int QUERIES = 96;

    private static final int LD = BlockSizes.LD;
    private static final double LOG2_E = 1.4426950408889634;

    /** Floats of the scores of a block of queries with a block of keys. */
    private static final int SCORES = QUERIES * LD;

    private static final ThreadLocal<AttentionKernel> MINE = ThreadLocal.withInitial(AttentionKernel::new);

    private int length;
    private int heads;
    private int headSize;
    private int parts;
    private int[] starts;
    private final Matrix q = new Matrix();
    private final Matrix k = new Matrix();
    private final Matrix v = new Matrix();
    private final Matrix out = new Matrix();

    private AttentionKernel() {}

    /** This thread's, for sequences of {@code length}. */
    public static AttentionKernel of(int length, int heads, int headSize) {
        AttentionKernel mine = MINE.get();
        mine.length = length;
        mine.heads = heads;
        mine.headSize = headSize;
        return mine;
    }

    /** Queries, (B·T, H·h). */
    public AttentionKernel queries(float[] array, int off, int ld) {
        q.set(array, off, ld);
        return this;
    }

    /** Keys. */
    public AttentionKernel keys(float[] array, int off, int ld) {
        k.set(array, off, ld);
        return this;
    }

    /** Values. */
    public AttentionKernel values(float[] array, int off, int ld) {
        v.set(array, off, ld);
        return this;
    }

    /** Which queries there are: rows {@code newStarts[b] .. newStarts[b + 1]} of Q belong to sequence b; null for all. */
    public AttentionKernel chosen(int[] newStarts) {
        starts = newStarts;
        return this;
    }

    /** Computes the output of {@code batch} sequences and forgets the operands; all sizes are at least 1. */
    public void into(float[] array, int off, int ld, int batch, Workers workers) {
        out.set(array, off, ld);
        int most = 1;
        for (int b = 0; b < batch; b++) {
            most = Math.max(most, start(b + 1) - start(b));
        }
        parts = Math.min(Packing.ceilDiv(most, QUERIES), Packing.ceilDiv(workers.threads(), batch * heads));
        try {
            workers.forEach(batch * heads * parts, this);
        } finally {
            q.array = null;
            k.array = null;
            v.array = null;
            out.array = null;
            starts = null;
        }
    }

    /** The first query of a sequence. */
    private int start(int sequence) {
        return starts == null ? sequence * length : starts[sequence];
    }

    /** One head of one sequence, or a part of its queries. */
    @Override
    public void accept(int task) {
        int sequence = task / parts / heads;
        int column = task / parts % heads * headSize;
        int part = task % parts;
        int row = start(sequence);
        int queries = start(sequence + 1) - row;
        int blocks = Packing.ceilDiv(queries, QUERIES);
        int begin = blocks * part / parts * QUERIES;
        int end = Math.min(queries, blocks * (part + 1) / parts * QUERIES);
        if (begin >= end) {
            return;
        }
        MemorySegment keys = Scratch.KEYS.panels(keyBlocks() * keyRoom());
        MemorySegment values = Scratch.VALUES.panels(keyBlocks() * valueRoom());
        pack(sequence * length, column, keys, values);
        for (int i = begin; i < end; i += QUERIES) {
            block(Math.min(QUERIES, end - i), row + i, column, keys, values);
        }
    }

    /** Lays out the keys of one head, transposed, and its values, KC keys at a time. */
    private void pack(int row, int column, MemorySegment keys, MemorySegment values) {
        for (int block = 0; block < keyBlocks(); block++) {
            int n = keysIn(block);
            int first = row + block * BlockSizes.KC;
            Packing.right(n, headSize, v.array, v.index(first, column), v.ld, 1, values, block * valueRoom());
            for (int hc = 0; hc < headSize; hc += BlockSizes.KC) {
                int kc = Math.min(BlockSizes.KC, headSize - hc);
                int to = block * keyRoom() + Packing.rightSize(hc, n);
                Packing.right(kc, n, k.array, k.index(first, column + hc), 1, k.ld, keys, to);
            }
        }
    }

    /** {@code queries} rows of one head, from a row on. */
    private void block(int queries, int row, int column, MemorySegment keys, MemorySegment values) {
        float[] scores = Scratch.SCORES.floats(keyBlocks() * SCORES);
        float[] left = Scratch.LEFT.floats(SCORES);
        for (int hc = 0; hc < headSize; hc += BlockSizes.KC) {
            int kc = Math.min(BlockSizes.KC, headSize - hc);
            Packing.left(queries, kc, 1, q.array, q.index(row, column + hc), q.ld, left);
            for (int b = 0; b < keyBlocks(); b++) {
                int at = b * keyRoom() + Packing.rightSize(hc, keysIn(b));
                MacroKernel.multiply(queries, keysIn(b), kc, left, 0, keys, at, hc > 0, scores, b * SCORES, LD);
            }
        }
        float[] sums = Scratch.SUMS.floats(QUERIES);
        weights(queries, scores, sums);
        for (int b = 0; b < keyBlocks(); b++) {
            int at = out.index(row, column);
            MacroKernel.multiply(
                    queries,
                    headSize,
                    keysIn(b),
                    scores,
                    b * SCORES,
                    values,
                    b * valueRoom(),
                    b > 0,
                    out.array,
                    at,
                    out.ld);
        }
        for (int i = 0; i < queries; i++) {
            SoftmaxRows.multiply(headSize, 1 / sums[i], out.array, out.index(row + i, column));
        }
    }

    /**
     * Turns rows of scores, KC of them in each block, into e^((s − max)/√h), and finds their sums. Each of the three steps goes
     * over all rows, none of which waits for what becomes of the one before.
     */
    private void weights(int rows, float[] scores, float[] sums) {
        float[] maxima = Scratch.MAXIMA.floats(QUERIES);
        Arrays.fill(maxima, 0, rows, Float.NEGATIVE_INFINITY);
        Arrays.fill(sums, 0, rows, 0);
        for (int b = 0; b < keyBlocks(); b++) {
            for (int i = 0; i < rows; i++) {
                maxima[i] = Math.max(maxima[i], SoftmaxRows.max(keysIn(b), scores, b * SCORES + i * LD));
            }
        }
        float slope = (float) (LOG2_E / Math.sqrt(headSize));
        float[] partial = Scratch.PARTIAL.floats(QUERIES * Lanes.VIRTUAL);
        for (int b = 0; b < keyBlocks(); b++) {
            for (int i = 0; i < rows; i++) {
                int at = b * SCORES + i * LD;
                SoftmaxRows.powers(
                        keysIn(b), slope, slope * maxima[i], scores, at, scores, at, partial, i * Lanes.VIRTUAL);
            }
            for (int i = 0; i < rows; i++) {
                sums[i] += RowSums.total(partial, i * Lanes.VIRTUAL);
            }
        }
    }

    private int keyBlocks() {
        return Packing.ceilDiv(length, BlockSizes.KC);
    }

    private int keysIn(int block) {
        return Math.min(BlockSizes.KC, length - block * BlockSizes.KC);
    }

    /** Floats of a block of packed keys. */
    private int keyRoom() {
        return Packing.rightSize(headSize, BlockSizes.KC);
    }

    /** Floats of a block of packed values. */
    private int valueRoom() {
        return Packing.rightSize(BlockSizes.KC, headSize);
    }

    /** A row-major operand. */
    private static final class Matrix {
        float[] array;
        int off;
        int ld;

        void set(float[] newArray, int newOff, int newLd) {
            array = newArray;
            off = newOff;
            ld = newLd;
        }

        int index(int i, int j) {
            return off + i * ld + j;
        }
    }
}
