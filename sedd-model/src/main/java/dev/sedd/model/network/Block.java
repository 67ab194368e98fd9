package dev.sedd.model.network;

import dev.sedd.kernels.Activation;
import dev.sedd.kernels.Attention;

/**
 * A transformer block: attention and an MLP, each a branch whose input is normalised and modulated by the noise and whose
 * output goes through a gate into the residual stream. The two families differ in {@link #attend} and in the MLP's GELU.
 */
abstract sealed class Block permits NanoGptBlock, SeddBlock {
    final int heads;
    private final int headSize;
    private final Layer modulation;
    private final Norm norm2;
    private final Layer qkv;
    private final Layer up;
    private final Layer down;
    final Norm norm1;
    final Layer project;

    Block(Configuration c, Weights.Block weights, Activation gelu) {
        heads = c.heads();
        headSize = c.headSize();
        norm1 = new Norm(weights.norm1());
        qkv = new Layer(weights.qkv());
        project = new Layer(weights.project());
        norm2 = new Norm(weights.norm2());
        up = new Layer(weights.up(), gelu);
        down = new Layer(weights.down());
        modulation = new Layer(weights.modulation());
    }

    /** x = x + gate_a · attention; x = x + gate_m · mlp. */
    final void forward(Workspace w) {
        modulation.apply(w.batch, w.condition, w.modulation, w.workers);
        norm1.modulate(w, w.stream, w.modulation, 6, Modulation.SHIFT_ATTENTION, Modulation.SCALE_ATTENTION, w.normed);
        attend(w);
        norm2.modulate(w, w.stream, w.modulation, 6, Modulation.SHIFT_MLP, Modulation.SCALE_MLP, w.normed);
        up.apply(w.rows(), w.normed, w.hidden, w.workers);
        down.addTo(w.stream, w.rows(), w.hidden, w.mlpGate(), w.workers);
    }

    /** The attention branch, from {@code w.normed} into the residual stream. */
    abstract void attend(Workspace w);

    /** Rotates queries and keys by their position, where the family does. */
    void rotate(Workspace w) {}

    /** {@code w.attended} = attention of {@code w.normed}, before its output projection. */
    final void attention(Workspace w) {
        int d = w.width;
        qkv.apply(w.rows(), w.normed, w.qkv, w.workers);
        rotate(w);
        Attention.apply(
                w.batch,
                w.length,
                heads,
                headSize,
                w.qkv,
                0,
                3 * d,
                w.qkv,
                d,
                3 * d,
                w.qkv,
                2 * d,
                3 * d,
                w.attended,
                0,
                d,
                w.workers);
    }
}
