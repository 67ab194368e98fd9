package dev.sedd.model.network;

import dev.sedd.kernels.Activation;
import dev.sedd.kernels.Workers;

/** The conditioning vector c = SiLU(W2 · SiLU(W0 · e(σ) + b0) + b2) of the total noise. */
final class NoiseEmbedding {
    private final Layer in;
    private final Layer out;

    NoiseEmbedding(Weights.Dense in, Weights.Dense out, Workers workers) {
        this.in = new Layer(in, Activation.SILU, workers);
        this.out = new Layer(out, Activation.SILU, workers);
    }

    /** Writes {@code w.condition}, c (B, C), for sigma (B). */
    void apply(Workspace w, float[] sigma) {
        NoiseWaves.write(w.batch, sigma, w.waves);
        in.apply(w.batch, w.waves, w.embedded, w.workers);
        out.apply(w.batch, w.embedded, w.condition, w.workers);
    }
}
