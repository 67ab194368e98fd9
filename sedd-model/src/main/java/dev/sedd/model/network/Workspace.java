package dev.sedd.model.network;

import dev.sedd.kernels.Workers;
import dev.sedd.model.score.RowSelection;
import java.util.function.IntConsumer;

/**
 * The activations of one forward pass, made once and used again; grown when a larger batch comes. Rows run over batch
 * and position together: row b·T + t; after {@link #narrow} over those alone whose scores are wanted. All that blocks change stands
 * here, and nothing of it in them.
 */
final class Workspace {
    private static final int ROWS_PER_TASK = 16;

    /** Floats of a page of memory, and of a cache line. */
    private static final int PAGE = 1024;

    private static final int LINE = 16;

    final Workers workers;
    final int width;
    final int qkvPitch;
    final int hiddenPitch;
    final Gates gates;
    int batch;
    int length;

    float[] stream = {}; // (B·T, D) the residual stream x
    float[] normed = {}; // (B·T, D)
    float[] qkv = {}; // (B·T, 3D), rows qkvPitch apart
    float[] attended = {}; // (B·T, D)
    float[] hidden = {}; // (B·T, 4D), rows hiddenPitch apart
    float[] waves = {}; // (B, 256) of the noise
    float[] embedded = {}; // (B, C)
    float[] condition = {}; // (B, C)
    float[] modulation = {}; // (B, 6D) of the block at hand

    private final int conditionWidth;
    private final IntConsumer rowsOfTask = this::runRows;
    private RowTask rowTask; // what forEachRows is at
    private final RowSelection all = new RowSelection();
    private RowSelection wanted;
    private RowSelection here;

    Workspace(int width, int conditionWidth, Workers workers) {
        this.width = width;
        qkvPitch = pitch(3 * width);
        hiddenPitch = pitch(4 * width);
        gates = new Gates(width);
        this.conditionWidth = conditionWidth;
        this.workers = workers;
    }

    /** Floats for every row: all arrays of rows together. */
    static int floatsPerRow(int width) {
        return 4 * width + pitch(3 * width) + pitch(4 * width);
    }

    /** Makes room for all rows of a batch, of which those of {@code rows} are wanted in the end. */
    void resize(int newBatch, int newLength, RowSelection rows) {
        wanted = rows;
        here = all;
        if (batch == newBatch && length == newLength) {
            return;
        }
        int size = elements(newBatch, newLength, 1);
        if (stream.length < size * (long) width) {
            normed = new float[elements(newBatch, newLength, width)];
            stream = new float[size * width];
        }
        if (condition.length < newBatch * conditionWidth) {
            waves = new float[newBatch * Configuration.NOISE_WAVES];
            embedded = new float[newBatch * conditionWidth];
            modulation = new float[newBatch * Modulation.PARTS * width];
            condition = new float[newBatch * conditionWidth];
        }
        all.selectAll(newBatch, newLength);
        batch = newBatch;
        length = newLength;
        gates.renew(this);
    }

    /** Makes room for what a block computes of all rows. */
    void resizeForBlocks() {
        int size = elements(batch, length, 1);
        if (qkv.length < size * (long) qkvPitch) {
            hidden = new float[elements(batch, length, hiddenPitch)];
            qkv = new float[size * qkvPitch];
            attended = new float[size * width];
        }
    }

    /** Leaves the wanted rows alone in the residual stream and in {@code normed}; all others are done with. */
    void narrow() {
        if (wanted.isAll()) {
            return;
        }
        here = wanted;
        for (int i = 0; i < here.count(); i++) {
            System.arraycopy(stream, here.row(i) * width, stream, i * width, width);
            System.arraycopy(normed, here.row(i) * width, normed, i * width, width);
        }
    }

    /** Whether the rows are still all of the batch. */
    boolean hasAllRows() {
        return here == all;
    }

    /** How many rows there are. */
    int rows() {
        return here.count();
    }

    /** Where the rows of each sequence begin, (B + 1). */
    int[] starts() {
        return here.starts();
    }

    /** Which of the batch's rows a row is, b·T + t. */
    int origin(int row) {
        return here.row(row);
    }

    /** Those that were wanted of sequence {@code b} alone, as {@code selection} of a batch of one. */
    void select(int b, RowSelection selection) {
        selection.clear(1, length);
        for (int i = wanted.starts()[b]; i < wanted.starts()[b + 1]; i++) {
            selection.add(wanted.row(i) - b * length);
        }
    }

    /** Takes over what sequence {@code b} of {@code other} begins with. */
    void begin(Workspace other, int b) {
        System.arraycopy(other.stream, b * length * width, stream, 0, length * width);
        System.arraycopy(other.condition, b * conditionWidth, condition, 0, conditionWidth);
    }

    /**
     * Gives the rows that are left in the residual stream to {@code other}, whose sequence {@code b} they are. They go beside its
     * stream, in which another sequence may not have begun yet.
     */
    void end(Workspace other, int b) {
        System.arraycopy(stream, 0, other.normed, other.wanted.starts()[b] * width, rows() * width);
    }

    /** Takes what {@link #end} has given as the residual stream, which holds the wanted rows alone from now on. */
    void narrowed() {
        here = wanted.isAll() ? all : wanted;
        System.arraycopy(normed, 0, stream, 0, rows() * width);
    }

    /** Runs a task on all rows, a few rows at a time that follow each other in one sequence. It must not call this itself. */
    void forEachRows(RowTask task) {
        rowTask = task;
        workers.forEach(Math.ceilDiv(rows(), ROWS_PER_TASK), rowsOfTask);
    }

    private void runRows(int i) {
        int end = Math.min(rows(), (i + 1) * ROWS_PER_TASK);
        for (int row = i * ROWS_PER_TASK; row < end; ) {
            int origin = origin(row);
            int rows = 1;
            while (row + rows < end && origin(row + rows) == origin + rows && (origin + rows) % length != 0) {
                rows++;
            }
            rowTask.run(this, origin / length, origin % length, rows, row);
            row += rows;
        }
    }

    /**
     * Work on {@code rows} rows of one sequence, from a position on; {@code row} is the first of them among all. Made once,
     * with the layer that it belongs to, so that a pass allocates none.
     */
    @FunctionalInterface
    interface RowTask {
        void run(Workspace w, int sequence, int position, int rows, int row);
    }

    /**
     * How far apart long rows lie: one line further than they are long where that is a multiple of a page. All elements of a
     * column would fall into the same few sets of the caches else, which adds 4 % to the product that makes 3072 or 4096 columns.
     */
    private static int pitch(int columns) {
        return columns % PAGE == 0 ? columns + LINE : columns;
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
