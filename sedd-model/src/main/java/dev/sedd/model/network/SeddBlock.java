package dev.sedd.model.network;

import dev.sedd.kernels.Activation;
import dev.sedd.kernels.Rotary;
import dev.sedd.kernels.Workers;

/** A block of the sedd family: rotary positions on queries and keys, attention once. */
final class SeddBlock extends Block {
    private final Rotary rotary;

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
    void rotate(Workspace w, int column) {
        int ld = 3 * w.width;
        w.forEachRows(
                (sequence, position, rows, row) -> rotary.apply(rows, position, heads, w.qkv, row * ld + column, ld));
    }
}
