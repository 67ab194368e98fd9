package dev.sedd.model.network;

import dev.sedd.kernels.Activation;
import dev.sedd.kernels.Workers;

/** The conditioning vector c = SiLU(W2 · SiLU(W0 · e(σ) + b0) + b2) of the total noise. */
final class NoiseEmbedding {
    private static final int FREQUENCIES = Configuration.NOISE_WAVES / 2;
    private static final double[] FREQUENCY = new double[FREQUENCIES]; // exp(−ln(10000) · k / 128)

    static {
        for (int k = 0; k < FREQUENCIES; k++) {
            FREQUENCY[k] = StrictMath.exp(-StrictMath.log(10000) * k / FREQUENCIES);
        }
    }

    private final Layer in;
    private final Layer out;

    NoiseEmbedding(Weights.Dense in, Weights.Dense out, Workers workers) {
        this.in = new Layer(in, Activation.SILU, workers);
        this.out = new Layer(out, Activation.SILU, workers);
    }

    /** Writes {@code w.condition}, c (B, C), for sigma (B). */
    void apply(Workspace w, float[] sigma) {
        for (int b = 0; b < w.batch; b++) {
            int row = b * Configuration.NOISE_WAVES;
            for (int k = 0; k < FREQUENCIES; k++) {
                double angle = sigma[b] * FREQUENCY[k];
                w.waves[row + k] = (float) StrictMath.cos(angle);
                w.waves[row + FREQUENCIES + k] = (float) StrictMath.sin(angle);
            }
        }
        in.apply(w.batch, w.waves, w.embedded, w.workers);
        out.apply(w.batch, w.embedded, w.condition, w.workers);
    }
}
