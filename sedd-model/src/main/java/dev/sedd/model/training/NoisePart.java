package dev.sedd.model.training;

import dev.sedd.kernels.Silu;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.NoiseWaves;
import dev.sedd.model.network.TensorNames;

/** The conditioning vector c = SiLU(W2·SiLU(W0·e(σ) + b0) + b2), in {@code p.condition}, and its backward pass. */
final class NoisePart implements Pass.Kept {
    private final LinearPart in;
    private final LinearPart out;
    private final int width;
    private float[] waves = {}; // (B, 256)
    private float[] pre0 = {}; // (B, C) before the first SiLU
    private float[] embedded = {}; // (B, C) after it
    private float[] pre2 = {}; // (B, C) before the second
    private float[] d = {}; // (B, C) a gradient

    NoisePart(Pass p, Configuration c, ParameterLayout layout, TensorNames names) {
        in = new LinearPart(p, layout, names.noiseIn());
        out = new LinearPart(p, layout, names.noiseOut());
        width = c.condDim();
        p.keep(this);
    }

    @Override
    public void resize(int batch, int length) {
        waves = Pass.room(waves, batch, Configuration.NOISE_WAVES);
        pre0 = Pass.room(pre0, batch, width);
        embedded = Pass.room(embedded, batch, width);
        pre2 = Pass.room(pre2, batch, width);
        d = Pass.room(d, batch, width);
    }

    void forward(Pass p, float[] sigma) {
        NoiseWaves.write(p.batch, sigma, waves);
        in.forward(p.workers, p.batch, waves, 0, pre0, 0);
        Silu.apply(p.batch * width, pre0, 0, embedded, 0);
        out.forward(p.workers, p.batch, embedded, 0, pre2, 0);
        Silu.apply(p.batch * width, pre2, 0, p.condition, 0);
    }

    /** From {@code p.dCondition} to the gradients of the two layers. */
    void backward(Pass p) {
        int n = p.batch * width;
        Silu.backward(n, pre2, 0, p.dCondition, 0, d, 0);
        out.weightGradient(p, p.batch, embedded, d);
        out.biasGradient(p, p.batch, d);
        out.inputGradient(p.workers, p.batch, d, 0, p.dCondition, 0);
        Silu.backward(n, pre0, 0, p.dCondition, 0, d, 0);
        in.weightGradient(p, p.batch, waves, d);
        in.biasGradient(p, p.batch, d);
    }
}
