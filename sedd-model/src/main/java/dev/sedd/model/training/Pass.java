package dev.sedd.model.training;

import dev.sedd.kernels.Workers;
import java.util.ArrayList;
import java.util.List;

/**
 * What the parts of a network share during a step: sizes, parameters and their gradient, and arrays that hold nothing
 * from one part to the next. Made once; grown when a larger batch comes. Rows run over batch and position together: row
 * b·T + t.
 */
final class Pass {
    private static final int ROWS_PER_TASK = 32;

    final Workers workers;
    final int width;
    final int conditionWidth;
    final DropoutMask dropout;
    int batch;
    int length;
    float[] parameters;
    float[] gradient; // of the parameters, added to

    float[] normed = {}; // (B·T, D) a norm's output, on the way there and, computed again, on the way back
    float[] hidden = {}; // (B·T, 4D) the MLP's, after GELU
    float[] dStream = {}; // (B·T, D) the gradient of the residual stream
    float[] dNormed = {}; // (B·T, D)
    float[] dBranch = {}; // (B·T, D) of a branch's output
    float[] dAttended = {}; // (B·T, D)
    float[] dQkv = {}; // (B·T, 3D)
    float[] dHidden = {}; // (B·T, 4D)
    float[] condition = {}; // (B, C)
    float[] dCondition = {}; // (B, C)
    float[] dModulation = {}; // (B, 6D)

    private final List<Kept> kept = new ArrayList<>();

    Pass(int width, int conditionWidth, Workers workers) {
        this.width = width;
        this.conditionWidth = conditionWidth;
        this.workers = workers;
        dropout = new DropoutMask(width);
    }

    /** Something that keeps activations of its own from the forward pass to the backward pass. */
    interface Kept {
        /** Makes room for B sequences of T. */
        void resize(int batch, int length);
    }

    /** Registers what is to grow with the batch. */
    void keep(Kept part) {
        kept.add(part);
    }

    void resize(int newBatch, int newLength) {
        if (batch == newBatch && length == newLength) {
            return;
        }
        int rows = newBatch * newLength;
        hidden = room(hidden, rows, 4 * width);
        dHidden = room(dHidden, rows, 4 * width);
        dQkv = room(dQkv, rows, 3 * width);
        normed = room(normed, rows, width);
        dStream = room(dStream, rows, width);
        dNormed = room(dNormed, rows, width);
        dBranch = room(dBranch, rows, width);
        dAttended = room(dAttended, rows, width);
        condition = room(condition, newBatch, conditionWidth);
        dCondition = room(dCondition, newBatch, conditionWidth);
        dModulation = room(dModulation, newBatch, 6 * width);
        kept.forEach(part -> part.resize(newBatch, newLength));
        batch = newBatch;
        length = newLength;
    }

    /** The array itself where it is large enough, else a larger one. */
    static float[] room(float[] array, int rows, int columns) {
        long size = (long) rows * columns;
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    rows + " rows of " + columns + " activations do not fit an array; use a smaller batch");
        }
        return array.length < size ? new float[(int) size] : array;
    }

    int rows() {
        return batch * length;
    }

    int tasksPerSequence() {
        return (length + ROWS_PER_TASK - 1) / ROWS_PER_TASK;
    }

    /** Runs a task on all rows, a few rows of one sequence at a time, while they are in cache. */
    void forEachRows(RowTask task) {
        int tasks = tasksPerSequence();
        workers.forEach(batch * tasks, i -> {
            int sequence = i / tasks;
            int position = i % tasks * ROWS_PER_TASK;
            int rows = Math.min(ROWS_PER_TASK, length - position);
            task.run(i, sequence, position, rows, sequence * length + position);
        });
    }

    /**
     * Work on {@code rows} rows of one sequence, from a position on; {@code row} is the first of them among all, {@code task}
     * counts the calls, sequence by sequence.
     */
    @FunctionalInterface
    interface RowTask {
        void run(int task, int sequence, int position, int rows, int row);
    }
}
