package dev.sedd.model.network;

import dev.sedd.kernels.Activation;
import dev.sedd.kernels.Rotary;
import dev.sedd.model.network.Workspace.RowTask;

/** A block of the sedd family: rotary positions on queries and keys, attention once. */
final class SeddBlock extends Block {
    private final Rotary rotary;
    private final RowTask rotateQueries = (w, sequence, position, rows, row) -> rotateRows(w, 0, position, rows, row);
    private final RowTask rotateKeys =
            (w, sequence, position, rows, row) -> rotateRows(w, w.width, position, rows, row);

    SeddBlock(Configuration c, Weights.Block weights, Rotary rotary, boolean last, Packer packer) {
        super(c, weights, Activation.GELU_TANH, last, packer);
        this.rotary = rotary;
    }

    @Override
    void attend(Workspace w) {
        lastAttention(w);
        project.addToStream(w, w.attended, w.width, w.gates.attention(w));
    }

    @Override
    void rotateQueries(Workspace w) {
        w.forEachRows(rotateQueries);
    }

    @Override
    void rotateKeys(Workspace w) {
        w.forEachRows(rotateKeys);
    }

    private void rotateRows(Workspace w, int column, int position, int rows, int row) {
        int ld = w.qkvPitch;
        rotary.apply(rows, position, heads, w.qkv, row * ld + column, ld);
    }
}
