package dev.sedd.kernels.internal;

import dev.sedd.kernels.Workers;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Attention head by head and, within a head, a block of queries at a time, whose scores stay in cache. They are written as
 * rows of a left operand, so that the product with the values reads the weights where the softmax left them. The weights are
 * not divided by their sum; the output is.
 *
 * <p>Nor are they divided by the largest, as a softmax does lest an exponential overflow: it hardly ever would, and to find the
 * largest score first takes 5 % of the time. A row whose sum lies far from 1 is computed again, below its largest score; what it
 * holds alone decides that, and not its neighbours.
 */
public final class AttentionKernel implements IntConsumer {
    /** Queries of a block, whole tiles; at T = 1024 their scores take 400 kB, which L2 holds. */
    private static final int QUERIES = 96;

    private static final int LD = BlockSizes.LD;
    private static final double LOG2_E = 1.4426950408889634;

    /** Sums between which a row's weights are exact: of smaller ones, what is below 2^−126 may be missed. */
    private static final float LEAST_SUM = 0x1p-60f;

    /** Above, products with values of 10^11 might overflow. A score out of the range of powers makes more than that. */
    private static final float MOST_SUM = 0x1p90f;

    /**
     * The exponent of the largest score above which a row's sum is larger than that, and below minus which it is smaller than the
     * least, of any number of terms.
     */
    private static final float CERTAINLY_FAR = 92;

    /**
     * The exponent from which a lowered score goes no further down. Beside the largest weight, 1, no sum of 2^−64 shows in a
     * float; and products of far smaller ones with values are subnormal: from −126 on, a pass of sedd-small with such scores
     * takes 1.04 times as long.
     */
    private static final float LEAST_EXPONENT = -64;

    /** Floats of the scores of a block of queries with a block of keys. */
    private static final int SCORES = QUERIES * LD;

    private static final ThreadLocal<AttentionKernel> MINE = ThreadLocal.withInitial(AttentionKernel::new);

    private int length;
    private int heads;
    private int headSize;
    private int parts;
    private int[] starts;

    /** Whether the block before had far rows: then the largest scores are looked for first, which changes no result. */
    private boolean metFar;

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

    /** Floats of the largest scratch buffer of a thread, of which an int counts the places. */
    public static long room(int length, int headSize) {
        long columns = Math.ceilDiv((long) headSize, MicroKernel.NR) * MicroKernel.NR;
        return Math.ceilDiv(length, BlockSizes.KC) * Math.max(SCORES, BlockSizes.KC * columns);
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
        long blocks = Packing.ceilDiv(queries, QUERIES);
        int begin = (int) (blocks * part / parts * QUERIES);
        int end = (int) Math.min(queries, blocks * (part + 1) / parts * QUERIES);
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
                Packing.rightSoon(kc, n, k.array, k.index(first, column + hc), 1, k.ld, keys, to);
            }
        }
    }

    /** {@code queries} rows of one head, from a row on. */
    private void block(int queries, int row, int column, MemorySegment keys, MemorySegment values) {
        float[] weights = Scratch.SCORES.floats(keyBlocks() * SCORES);
        float[] sums = Scratch.SUMS.floats(QUERIES);
        scores(queries, row, column, keys, weights, 0);
        metFar = metFar && lower(queries, CERTAINLY_FAR, weights, 0);
        powers(queries, weights, 0, sums, 0);
        for (int i = 0, end; i < queries; i = end) {
            end = i + 1;
            if (isFar(sums[i])) {
                while (end < queries && isFar(sums[end])) {
                    end++;
                }
                scores(end - i, row + i, column, keys, weights, i * LD);
                lower(end - i, 0, weights, i * LD);
                powers(end - i, weights, i * LD, sums, i);
                metFar = true;
            }
        }
        int at = out.index(row, column);
        for (int b = 0; b < keyBlocks(); b++) {
            MacroKernel.multiply(
                    queries,
                    headSize,
                    keysIn(b),
                    weights,
                    b * SCORES,
                    values,
                    b * valueRoom(),
                    b > 0,
                    out.array,
                    at,
                    out.ld);
        }
        for (int i = 0; i < queries; i++) {
            SoftmaxRows.multiply(headSize, 1 / sums[i], out.array, at + i * out.ld);
        }
    }

    /** The products of {@code queries} rows of one head with all keys, KC of them in each block. */
    private void scores(int queries, int row, int column, MemorySegment keys, float[] scores, int off) {
        float[] left = Scratch.LEFT.floats(SCORES);
        for (int hc = 0; hc < headSize; hc += BlockSizes.KC) {
            int kc = Math.min(BlockSizes.KC, headSize - hc);
            Packing.left(queries, kc, 1, q.array, q.index(row, column + hc), q.ld, left);
            for (int b = 0; b < keyBlocks(); b++) {
                int at = b * keyRoom() + Packing.rightSize(hc, keysIn(b));
                MacroKernel.multiply(queries, keysIn(b), kc, left, 0, keys, at, hc > 0, scores, b * SCORES + off, LD);
            }
        }
    }

    /** Turns rows of scores s into 2^(slope·s), and finds their sums. */
    private void powers(int rows, float[] scores, int off, float[] sums, int sumsOff) {
        float slope = slope();
        float[] partial = Scratch.PARTIAL.floats(QUERIES * Lanes.VIRTUAL);
        Arrays.fill(partial, 0, rows * Lanes.VIRTUAL, 0);
        for (int b = 0; b < keyBlocks(); b++) {
            for (int i = 0; i < rows; i++) {
                SoftmaxRows.powers(keysIn(b), slope, scores, b * SCORES + off + i * LD, partial, i * Lanes.VIRTUAL);
            }
        }
        for (int i = 0; i < rows; i++) {
            sums[sumsOff + i] = RowSums.total(partial, i * Lanes.VIRTUAL);
        }
    }

    /** Whether the weights of a row with this sum are not to be used; one that is no number is so, too. */
    private static boolean isFar(float sum) {
        return !(sum >= LEAST_SUM && sum <= MOST_SUM);
    }

    /**
     * Takes the largest score of a row from all of its scores, where its exponent or that of its inverse is at least {@code least};
     * whether there was such a row.
     */
    private boolean lower(int rows, float least, float[] scores, int off) {
        float slope = slope();
        float[] maxima = Scratch.MAXIMA.floats(QUERIES);
        for (int i = 0; i < rows; i++) {
            maxima[i] = max(scores, off + i * LD);
        }
        boolean any = false;
        for (int i = 0; i < rows; i++) {
            if (Math.abs(slope * maxima[i]) >= least) {
                subtract(maxima[i], LEAST_EXPONENT / slope, scores, off + i * LD);
                any = true;
            }
        }
        return any;
    }

    /** The largest score of a row. */
    private float max(float[] scores, int off) {
        float max = Float.NEGATIVE_INFINITY;
        for (int b = 0; b < keyBlocks(); b++) {
            max = Math.max(max, SoftmaxRows.max(keysIn(b), scores, b * SCORES + off));
        }
        return max;
    }

    /** Takes {@code max} from all scores of a row, of which none is smaller than {@code least} then. */
    private void subtract(float max, float least, float[] scores, int off) {
        for (int b = 0; b < keyBlocks(); b++) {
            SoftmaxRows.subtract(keysIn(b), max, least, scores, b * SCORES + off);
        }
    }

    /** log₂ e / √h: softmax of scores / √h in powers of two. */
    private float slope() {
        return (float) (LOG2_E / Math.sqrt(headSize));
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
