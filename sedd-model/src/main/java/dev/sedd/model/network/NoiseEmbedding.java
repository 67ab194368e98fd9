package dev.sedd.model.network;

import dev.sedd.kernels.Activation;

/** The conditioning vector c = SiLU(W2 · SiLU(W0 · e(σ) + b0) + b2) of the total noise. */
final class NoiseEmbedding {
    private final Layer in;
    private final Layer out;

    NoiseEmbedding(Weights.Dense in, Weights.Dense out, Packer packer) {
        this.in = new Layer(in, Activation.SILU, packer);
        this.out = new Layer(out, Activation.SILU, packer);
    }

    /** Writes {@code w.condition}, c (B, C), for sigma (B). */
    void apply(Workspace w, float[] sigma) {
        NoiseWaves.write(w.batch, sigma, w.waves);
        in.apply(w.batch, w.waves, w.embedded, w.workers);
        out.apply(w.batch, w.embedded, w.condition, w.workers);
    }
}
