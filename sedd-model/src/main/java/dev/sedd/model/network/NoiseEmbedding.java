package dev.sedd.model.network;

import dev.sedd.kernels.Activation;
import dev.sedd.kernels.Workers;

/** The conditioning vector c = SiLU(W2 · SiLU(W0 · e(σ) + b0) + b2) of the total noise. */
final class NoiseEmbedding {
    /** Cosines first, then sines, 128 of each. */
    static final int WIDTH = 256;

    private static final int FREQUENCIES = WIDTH / 2;
    private static final double[] FREQUENCY = new double[FREQUENCIES]; // exp(−ln(10000) · k / 128)

    static {
        for (int k = 0; k < FREQUENCIES; k++) {
            FREQUENCY[k] = StrictMath.exp(-StrictMath.log(10000) * k / FREQUENCIES);
        }
    }

    private final Layer in;
    private final Layer out;

    NoiseEmbedding(Weights.Dense in, Weights.Dense out) {
        this.in = new Layer(in, Activation.SILU);
        this.out = new Layer(out, Activation.SILU);
    }

    /** Writes c (B, C) for sigma (B). */
    void apply(int batch, float[] sigma, float[] condition, Workers workers) {
        float[] waves = new float[batch * WIDTH];
        float[] hidden = new float[batch * in.width()];
        for (int b = 0; b < batch; b++) {
            for (int k = 0; k < FREQUENCIES; k++) {
                double angle = sigma[b] * FREQUENCY[k];
                waves[b * WIDTH + k] = (float) StrictMath.cos(angle);
                waves[b * WIDTH + FREQUENCIES + k] = (float) StrictMath.sin(angle);
            }
        }
        in.apply(batch, waves, hidden, workers);
        out.apply(batch, hidden, condition, workers);
    }
}
