package dev.sedd.model.training;

import dev.sedd.kernels.Workers;
import dev.sedd.model.graph.TransitionGraph;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Family;
import dev.sedd.model.score.RowSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What the parts of a network share during a step: sizes, parameters and their gradient, and arrays that hold nothing
 * from one part to the next. Made once; grown when a larger batch comes. Rows run over batch and position together: row
 * b·T + t.
 *
 * <p>The loss depends on the scores of the rows that can still change, and on no others. From the last block's attention on, these
 * are computed alone, and lie one after the other; the gradient of all others is zero there. What is left out would add
 * zeros: no bit of loss and gradient depends on it.
 *
 * <p>Threads divide the sequences: what is computed of one stays in the cache of its core from one layer to the next. Only
 * the gradients of the weights run over all rows at once.
 */
final class Pass {
    final Workers workers;
    final int width;
    final int conditionWidth;
    final boolean twice; // whether attention runs twice in a block
    final DropoutMask dropout;
    final RowSelection all = new RowSelection();
    final RowSelection scored = new RowSelection(); // the rows whose scores the loss depends on
    int batch;
    int length;
    float[] parameters;
    float[] gradient; // of the parameters, added to

    float[] dStream = {}; // (B·T, D) the gradient of the residual stream
    float[] dScored = {}; // (scored rows, D) the same behind the last block's attention
    float[] condition = {}; // (B, C)
    float[] dCondition = {}; // (B, C)
    float[] dModulation = {}; // (B, 6D)

    final BranchRows attention = new BranchRows(3);
    final BranchRows secondAttention = new BranchRows(3); // used where attention runs twice
    final BranchRows mlp = new BranchRows(4);
    float[] hidden = {}; // (B·T, 4D) the MLP's after GELU, computed again

    private final TransitionGraph graph;
    private final boolean dense;
    private float[] fewer = {}; // what dScored is where not all rows are scored; else it is dStream
    private final List<LinearPart> linears = new ArrayList<>();
    private final List<Kept> kept = new ArrayList<>();
    private final Queue<SequenceScratch> idle = new ConcurrentLinkedQueue<>();

    /** Where {@code dense}, all rows count as scored. */
    Pass(Configuration c, Workers workers, boolean dense) {
        graph = c.graph();
        this.dense = dense;
        width = c.hiddenSize();
        conditionWidth = c.condDim();
        twice = c.family() == Family.NANOGPT;
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

    /** Registers a layer whose weight is to be packed before every step. */
    void keep(LinearPart part) {
        linears.add(part);
    }

    /** Begins a step: sizes, rows, and what the parameters are now. */
    void begin(NoisedBatch noised, float[] newParameters, float[] newGradient) {
        resize(noised.batch(), noised.length());
        choose(noised.noised());
        parameters = newParameters;
        gradient = newGradient;
        workers.forEach(linears.size(), i -> linears.get(i).pack(newParameters));
    }

    private void choose(int[] noised) {
        if (dense) {
            scored.selectAll(batch, length);
        } else {
            scored.selectWhere(batch, length, noised, graph::canChange);
        }
        fewer = scored.isAll() ? fewer : room(fewer, rows(), width);
        dScored = scored.isAll() ? dStream : fewer;
    }

    private void resize(int newBatch, int newLength) {
        if (batch == newBatch && length == newLength) {
            return;
        }
        int rows = newBatch * newLength;
        dStream = room(dStream, rows, width);
        condition = room(condition, newBatch, conditionWidth);
        dCondition = room(dCondition, newBatch, conditionWidth);
        dModulation = room(dModulation, newBatch, 6 * width);
        attention.resize(rows, width);
        if (twice) {
            secondAttention.resize(rows, width);
        }
        mlp.resize(rows, width);
        hidden = room(hidden, rows, 4 * width);
        kept.forEach(part -> part.resize(newBatch, newLength));
        if (length != newLength) {
            idle.clear();
        }
        all.selectAll(newBatch, newLength);
        batch = newBatch;
        length = newLength;
    }

    /** The array itself where it is large enough, else a larger one. */
    static float[] room(float[] array, int rows, int columns) {
        checkRoom(rows, columns);
        int size = rows * columns;
        return array.length < size ? new float[size] : array;
    }

    /** Refuses activations that fit no array. */
    static void checkRoom(long rows, int columns) {
        if (rows * columns > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    rows + " rows of " + columns + " activations do not fit an array; use a smaller batch");
        }
    }

    int rows() {
        return batch * length;
    }

    /** The first row of a sequence. */
    int row(int sequence) {
        return sequence * length;
    }

    /** Runs a task on every sequence. */
    void forEachSequence(SequenceTask task) {
        workers.forEach(batch, sequence -> {
            SequenceScratch scratch = idle.poll();
            if (scratch == null) {
                scratch = new SequenceScratch(length, width);
            }
            task.run(sequence, scratch);
            idle.add(scratch);
        });
    }

    /** Who divides the work on one sequence: all, where there are more threads than sequences, else nobody. */
    Workers inner() {
        return batch < workers.threads() ? workers : Workers.sequential();
    }

    /** Work on one sequence. */
    @FunctionalInterface
    interface SequenceTask {
        void run(int sequence, SequenceScratch scratch);
    }
}
