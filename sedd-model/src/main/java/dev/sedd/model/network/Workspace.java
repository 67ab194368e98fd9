package dev.sedd.model.network;

import dev.sedd.kernels.Epilogue;
import dev.sedd.kernels.Workers;
import java.util.function.IntConsumer;

/**
 * The activations of one forward pass, made once and used again; grown when a larger batch comes. Rows run over batch
 * and position together: row b·T + t.
 */
final class Workspace {
    private static final int ROWS_PER_TASK = 16;

    final Workers workers;
    final int width;
    int batch;
    int length;

    float[] stream = {}; // (B·T, D) the residual stream x
    float[] normed = {}; // (B·T, D)
    float[] qkv = {}; // (B·T, 3D)
    float[] attended = {}; // (B·T, D)
    float[] hidden = {}; // (B·T, 4D)
    float[] waves = {}; // (B, 256) of the noise
    float[] embedded = {}; // (B, C)
    float[] condition = {}; // (B, C)
    float[] modulation = {}; // (B, 6D) of the block at hand

    private final int conditionWidth;
    private final IntConsumer rowsOfTask = this::runRows;
    private RowTask rowTask; // what forEachRows is at
    private int chunks; // of rows, in a sequence
    private Epilogue.Gate attentionGate;
    private Epilogue.Gate mlpGate;

    Workspace(int width, int conditionWidth, Workers workers) {
        this.width = width;
        this.conditionWidth = conditionWidth;
        this.workers = workers;
    }

    void resize(int newBatch, int newLength) {
        if (batch == newBatch && length == newLength) {
            return;
        }
        int rows = elements(newBatch, newLength, 1);
        if (stream.length < rows * (long) width) {
            hidden = new float[elements(newBatch, newLength, 4 * width)];
            qkv = new float[rows * 3 * width];
            attended = new float[rows * width];
            normed = new float[rows * width];
            stream = new float[rows * width];
        }
        if (condition.length < newBatch * conditionWidth) {
            waves = new float[newBatch * Configuration.NOISE_WAVES];
            embedded = new float[newBatch * conditionWidth];
            modulation = new float[newBatch * 6 * width];
            condition = new float[newBatch * conditionWidth];
        }
        batch = newBatch;
        length = newLength;
        attentionGate = gate(Modulation.GATE_ATTENTION);
        mlpGate = gate(Modulation.GATE_MLP);
    }

    int rows() {
        return batch * length;
    }

    /** x + gate_a · y, in the residual stream. */
    Epilogue.Gate attentionGate() {
        return attentionGate;
    }

    /** x + gate_m · y, in the residual stream. */
    Epilogue.Gate mlpGate() {
        return mlpGate;
    }

    /** Runs a task on all rows, a few rows of one sequence at a time. A task must not call this itself. */
    void forEachRows(RowTask task) {
        rowTask = task;
        chunks = (length + ROWS_PER_TASK - 1) / ROWS_PER_TASK;
        workers.forEach(batch * chunks, rowsOfTask);
    }

    private void runRows(int i) {
        int sequence = i / chunks;
        int position = i % chunks * ROWS_PER_TASK;
        rowTask.run(sequence, position, Math.min(ROWS_PER_TASK, length - position), sequence * length + position);
    }

    /**
     * Work on {@code rows} rows of one sequence, from a position on; {@code row} is the first of them among all. Made once,
     * with the layer that it belongs to, so that a pass allocates none.
     */
    @FunctionalInterface
    interface RowTask {
        void run(int sequence, int position, int rows, int row);
    }

    private Epilogue.Gate gate(int part) {
        return new Epilogue.Gate(modulation, part * width, 6 * width, length, stream, 0, width);
    }

    private static int elements(int batch, int length, int columns) {
        long size = (long) batch * length * columns;
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("batch=" + batch + " of length=" + length + " with " + columns
                    + " activations a position does not fit an array; use a smaller batch");
        }
        return (int) size;
    }
}
