package dev.sedd.model.training;

import java.util.Arrays;

/**
 * Sums down the columns of activations. Every sequence has sums of its own, which are then added in the order of the
 * sequences: so the bits do not depend on the threads.
 */
final class ColumnSums {
    private final int width;
    private final int slots;
    private float[] sums = {}; // (B, slots, width)

    /** For {@code slots} sums of {@code width} columns. */
    ColumnSums(int slots, int width) {
        this.slots = slots;
        this.width = width;
    }

    /** Makes room for a batch; all sums are 0. */
    void clear(int batch) {
        int size = Math.multiplyExact(Math.multiplyExact(batch, slots), width);
        if (sums.length < size) {
            sums = new float[size];
        } else {
            Arrays.fill(sums, 0, size, 0);
        }
    }

    /** The array that is added to. */
    float[] array() {
        return sums;
    }

    /** Where a sequence's sums begin. */
    int at(int sequence, int slot) {
        return (sequence * slots + slot) * width;
    }

    /** out := out + the sums of a sequence. */
    void addTo(int sequence, int slot, float[] out, int off) {
        int from = at(sequence, slot);
        for (int j = 0; j < width; j++) {
            out[off + j] += sums[from + j];
        }
    }
}
