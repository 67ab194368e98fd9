package dev.sedd.model.network;

import dev.sedd.kernels.Activation;
import dev.sedd.kernels.Attention;

/**
 * A transformer block: attention and an MLP, each a branch whose input is normalised and modulated by the noise and whose
 * output goes through a gate into the residual stream. The two families differ in {@link #attend}, in the rotation of queries and keys,
 * and in the MLP's GELU.
 *
 * <p>The last block leaves the workspace with the rows alone that are wanted: once keys and values are there, nothing mixes
 * positions any more. A block holds nothing of a pass: several threads may be in it, each with a workspace of its own.
 */
abstract sealed class Block permits NanoGptBlock, SeddBlock {
    final int heads;
    private final int headSize;
    private final Layer modulation;
    private final Norm norm2;
    private final QueryKeyValue qkv;
    private final boolean last;
    private final Layer up;
    private final Layer down;
    final Norm norm1;
    final Layer project;

    Block(Configuration c, Weights.Block weights, Activation gelu, boolean last, Packer packer) {
        this.last = last;
        heads = c.heads();
        headSize = c.headSize();
        norm1 = new Norm(weights.norm1(), Modulation.PARTS, Modulation.SHIFT_ATTENTION, Modulation.SCALE_ATTENTION);
        qkv = new QueryKeyValue(weights.qkv(), last, packer);
        project = new Layer(weights.project(), packer);
        norm2 = new Norm(weights.norm2(), Modulation.PARTS, Modulation.SHIFT_MLP, Modulation.SCALE_MLP);
        up = new Layer(weights.up(), gelu, packer);
        down = new Layer(weights.down(), packer);
        modulation = new Layer(weights.modulation(), packer);
    }

    /** x = x + gate_a · attention; x = x + gate_m · mlp. */
    final void forward(Workspace w) {
        modulation.apply(w.batch, w.condition, w.modulation, w.workers);
        norm1.modulate(w);
        attend(w);
        norm2.modulate(w);
        up.apply(w.rows(), w.normed, 0, w.hidden, 0, w.hiddenPitch, w.workers);
        down.addToStream(w, w.hidden, w.hiddenPitch, w.gates.mlp(w));
    }

    /** The attention branch, from {@code w.normed} into the residual stream. */
    abstract void attend(Workspace w);

    /** Rotates the queries in {@code w.qkv} by their position, where the family does. */
    void rotateQueries(Workspace w) {}

    /** The same for the keys. */
    void rotateKeys(Workspace w) {}

    /** {@code w.attended} = attention of {@code w.normed}, before its output projection, for all rows. */
    final void attention(Workspace w) {
        attention(w, false);
    }

    /** The same, for the block's last attention: in the last block for the rows alone that are wanted. */
    final void lastAttention(Workspace w) {
        attention(w, last);
    }

    private void attention(Workspace w, boolean narrow) {
        int d = w.width;
        int ld = w.qkvPitch;
        qkv.keysAndValues(w);
        rotateKeys(w);
        if (narrow) {
            w.narrow();
        }
        qkv.queries(w);
        rotateQueries(w);
        int[] starts = w.starts();
        Attention.chosen(
                w.batch,
                w.length,
                starts,
                heads,
                headSize,
                w.qkv,
                0,
                ld,
                w.qkv,
                d,
                ld,
                w.qkv,
                2 * d,
                ld,
                w.attended,
                0,
                d,
                w.workers);
    }
}
