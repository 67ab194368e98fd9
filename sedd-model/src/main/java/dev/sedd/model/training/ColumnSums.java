package dev.sedd.model.training;

import java.util.Arrays;

/**
 * Sums down the columns of activations that many tasks make together: every task, a few rows of one sequence, has sums of its
 * own, which are then added in the order of the rows. So the bits do not depend on the threads.
 */
final class ColumnSums {
    private final int width;
    private final int slots;
    private float[] sums = {}; // (tasks, slots, width)
    private int tasksPerSequence;

    /** For {@code slots} sums of {@code width} columns. */
    ColumnSums(int slots, int width) {
        this.slots = slots;
        this.width = width;
    }

    /** Makes room for the tasks of a batch; all sums are 0. */
    void clear(int batch, int newTasksPerSequence) {
        tasksPerSequence = newTasksPerSequence;
        int size = Math.multiplyExact(Math.multiplyExact(batch * tasksPerSequence, slots), width);
        if (sums.length < size) {
            sums = new float[size];
        } else {
            Arrays.fill(sums, 0, size, 0);
        }
    }

    /** The array that tasks add to. */
    float[] array() {
        return sums;
    }

    /** Where a task's sums begin. */
    int at(int task, int slot) {
        return (task * slots + slot) * width;
    }

    /** out := out + the sums of a slot over all rows of a sequence. */
    void addTo(int sequence, int slot, float[] out, int off) {
        for (int i = 0; i < tasksPerSequence; i++) {
            int from = at(sequence * tasksPerSequence + i, slot);
            for (int j = 0; j < width; j++) {
                out[off + j] += sums[from + j];
            }
        }
    }
}
