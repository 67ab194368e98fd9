package dev.sedd.model.score;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Some rows of a batch of sequences, (B, T): row b·T + t is position t of sequence b. The rows are in ascending order. Made
 * once and filled again.
 */
public final class RowSelection {
    private int batch;
    private int length;
    private int count;
    private int[] rows = {};
    private int[] starts = {0}; // (B + 1)

    /** Of no sequences. */
    public RowSelection() {}

    /** Starts anew, with no rows of a batch. */
    public void clear(int newBatch, int newLength) {
        int size = Math.multiplyExact(newBatch, newLength);
        if (rows.length < size) {
            rows = new int[size];
        }
        if (starts.length <= newBatch) {
            starts = new int[newBatch + 1];
        }
        batch = newBatch;
        length = newLength;
        count = 0;
        Arrays.fill(starts, 0);
    }

    /** Selects all rows of a batch. */
    public void selectAll(int newBatch, int newLength) {
        clear(newBatch, newLength);
        for (int row = 0; row < newBatch * newLength; row++) {
            add(row);
        }
    }

    /**
     * Selects the rows of a batch whose tokens are such.
     *
     * @param tokens (B, T)
     */
    public void selectWhere(int newBatch, int newLength, int[] tokens, IntPredicate such) {
        clear(newBatch, newLength);
        for (int row = 0; row < newBatch * newLength; row++) {
            if (such.test(tokens[row])) {
                add(row);
            }
        }
    }

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException where it is no row of the batch, or not after the last one
     */
    public void add(int row) {
        if (row >= batch * length || row < (count == 0 ? 0 : rows[count - 1] + 1)) {
            throw new IllegalArgumentException("row " + row + " of " + batch * length + " is not after row "
                    + (count == 0 ? -1 : rows[count - 1]));
        }
        rows[count++] = row;
        Arrays.fill(starts, row / length + 1, batch + 1, count);
    }

    /** B. */
    public int batch() {
        return batch;
    }

    /** T. */
    public int length() {
        return length;
    }

    /** How many rows are selected. */
    public int count() {
        return count;
    }

    /** Whether every row of the batch is selected. */
    public boolean isAll() {
        return count == batch * length;
    }

    /** The row that is selected as number {@code i}, 0 ≤ i &lt; {@link #count()}. */
    public int row(int i) {
        return rows[i];
    }

    /** The number among the selected rows that the first one of a sequence has, or would have. */
    public int start(int sequence) {
        return starts[sequence];
    }

    /** How many rows of a sequence are selected. */
    public int count(int sequence) {
        return starts[sequence + 1] - starts[sequence];
    }

    /** The position in its sequence of the row that is selected as number {@code i}, 0 ≤ i &lt; {@link #count()}. */
    public int position(int i) {
        return rows[i] % length;
    }

    /** The array itself of B + 1 numbers: those selected in sequence b are numbers starts[b] .. starts[b + 1]. Not to be modified. */
    public int[] starts() {
        return starts;
    }
}
