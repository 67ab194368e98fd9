package dev.sedd.model.network;

import dev.sedd.kernels.Activation;

/**
 * A block of the nanogpt family. Its attention runs twice with the same weights, the second time on LN1 of the first
 * one's output: published weights were trained so.
 */
final class NanoGptBlock extends Block {
    NanoGptBlock(Configuration c, Weights.Block weights, boolean last, Packer packer) {
        super(c, weights, Activation.GELU_ERF, last, packer);
    }

    @Override
    void attend(Workspace w) {
        attention(w);
        project.apply(w.rows(), w.attended, w.normed, w.workers);
        norm1.applyToNormed(w);
        lastAttention(w);
        project.addToStream(w, w.attended, w.width, w.gates.attention(w));
    }
}
