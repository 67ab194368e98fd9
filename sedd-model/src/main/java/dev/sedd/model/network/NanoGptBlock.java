package dev.sedd.model.network;

import dev.sedd.kernels.Activation;
import dev.sedd.kernels.Workers;

/**
 * A block of the nanogpt family. Its attention runs twice with the same weights, the second time on LN1 of the first
 * one's output: published weights were trained so.
 */
final class NanoGptBlock extends Block {
    NanoGptBlock(Configuration c, Weights.Block weights, boolean last, Workers workers) {
        super(c, weights, Activation.GELU_ERF, last, workers);
    }

    @Override
    void attend(Workspace w) {
        attention(w);
        project.apply(w.rows(), w.attended, w.normed, w.workers);
        norm1.apply(w, w.normed, w.normed);
        lastAttention(w);
        project.addTo(w.stream, w.rows(), w.attended, w.attentionGate(), w.workers);
    }
}
