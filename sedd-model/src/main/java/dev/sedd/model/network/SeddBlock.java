package dev.sedd.model.network;

import dev.sedd.kernels.Activation;
import dev.sedd.kernels.Rotary;

/** A block of the sedd family: rotary positions on queries and keys, attention once. */
final class SeddBlock extends Block {
    private final Rotary rotary;
    private final int heads;

    SeddBlock(Configuration c, Weights.Block weights, Rotary rotary) {
        super(c, weights, Activation.GELU_TANH);
        this.rotary = rotary;
        heads = c.heads();
    }

    @Override
    void attend(Workspace w) {
        attention(w);
        project.addTo(w.stream, w.rows(), w.attended, w.attentionGate(), w.workers);
    }

    @Override
    void turn(Workspace w) {
        int ld = 3 * w.width;
        w.forEachRows((sequence, position, rows, row) -> {
            rotary.apply(rows, position, heads, w.qkv, row * ld, ld);
            rotary.apply(rows, position, heads, w.qkv, row * ld + w.width, ld);
        });
    }
}
