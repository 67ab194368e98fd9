package dev.sedd.model.network;

import dev.sedd.model.network.Weights.Dense;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random weights of any network, every gain, gate and bias away from its neutral value, so that no path is idle. */
final class RandomWeights {
    private final SplittableRandom random;

    private RandomWeights(long seed) {
        random = new SplittableRandom(seed);
    }

    static Weights of(Configuration c, long seed) {
        return new RandomWeights(seed).make(c);
    }

    private Weights make(Configuration c) {
        int d = c.hiddenSize();
        int v = c.vocabularySize();
        boolean nanogpt = c.family() == Family.NANOGPT;
        List<Weights.Block> blocks = new ArrayList<>();
        for (int i = 0; i < c.blocks(); i++) {
            blocks.add(new Weights.Block(
                    gain(d),
                    dense(3 * d, d, false),
                    dense(d, d, false),
                    gain(d),
                    dense(4 * d, d, !nanogpt),
                    dense(d, 4 * d, !nanogpt),
                    dense(6 * d, c.condDim(), true)));
        }
        return new Weights(
                new Weights.Matrix(v, d, normal(v * d, 0.5)),
                nanogpt ? normal(c.length() * d, 0.5) : null,
                dense(c.condDim(), Configuration.NOISE_WAVES, true),
                dense(c.condDim(), c.condDim(), true),
                blocks,
                nanogpt ? gain(d) : null,
                new Weights.Head(gain(d), dense(v, d, true), dense(2 * d, c.condDim(), true)));
    }

    private Dense dense(int out, int in, boolean bias) {
        return new Dense(
                new Weights.Matrix(out, in, normal(out * in, 1 / Math.sqrt(in))), bias ? normal(out, 0.3) : null);
    }

    private float[] gain(int n) {
        float[] gain = normal(n, 0.3);
        for (int i = 0; i < n; i++) {
            gain[i] += 1;
        }
        return gain;
    }

    private float[] normal(int n, double deviation) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        return values;
    }
}
