package dev.sedd.model.network;

import dev.sedd.kernels.Activation;
import dev.sedd.kernels.Rotary;
import dev.sedd.kernels.Workers;
import dev.sedd.model.network.Workspace.RowTask;

/** A block of the sedd family: rotary positions on queries and keys, attention once. */
final class SeddBlock extends Block {
    private final Rotary rotary;
    private final RowTask rotateRows = this::rotateRows;
    private float[] qkv; // of the pass at hand
    private int width;
    private int column;

    SeddBlock(Configuration c, Weights.Block weights, Rotary rotary, boolean last, Workers workers) {
        super(c, weights, Activation.GELU_TANH, last, workers);
        this.rotary = rotary;
    }

    @Override
    void attend(Workspace w) {
        lastAttention(w);
        project.addTo(w.stream, w.rows(), w.attended, w.attentionGate(), w.workers);
    }

    @Override
    void rotate(Workspace w, int from) {
        qkv = w.qkv;
        width = w.width;
        column = from;
        w.forEachRows(rotateRows);
    }

    private void rotateRows(int sequence, int position, int rows, int row) {
        int ld = 3 * width;
        rotary.apply(rows, position, heads, qkv, row * ld + column, ld);
    }
}
