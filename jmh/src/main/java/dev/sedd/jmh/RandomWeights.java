package dev.sedd.jmh;

import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Family;
import dev.sedd.model.network.Weights;
import dev.sedd.model.network.Weights.Dense;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Weights of a network that was never trained, for timing alone: every matrix N(0, 0.02), every gain one. */
public final class RandomWeights {
    private static final double DEVIATION = 0.02;

    private final Configuration configuration;
    private long seed;

    private RandomWeights(Configuration configuration) {
        this.configuration = configuration;
    }

    /** Weights for that network, the same at every run. */
    public static Weights of(Configuration configuration) {
        return new RandomWeights(configuration).make();
    }

    private Weights make() {
        int vocabulary = configuration.vocabularySize();
        int width = configuration.hiddenSize();
        int condition = configuration.condDim();
        boolean nanoGpt = configuration.family() == Family.NANOGPT;
        var embedding = new Weights.Matrix(vocabulary, width, next((long) vocabulary * width));
        float[] positions = nanoGpt ? next((long) configuration.length() * width) : null;
        List<Weights.Block> blocks = new ArrayList<>();
        for (int i = 0; i < configuration.blocks(); i++) {
            blocks.add(block(width, condition, !nanoGpt));
        }
        Weights.Head head =
                new Weights.Head(ones(width), dense(vocabulary, width, true), dense(2 * width, condition, true));
        return new Weights(
                embedding,
                positions,
                dense(condition, Configuration.NOISE_WAVES, true),
                dense(condition, condition, true),
                blocks,
                nanoGpt ? ones(width) : null,
                head);
    }

    private Weights.Block block(int width, int condition, boolean mlpBias) {
        return new Weights.Block(
                ones(width),
                dense(3 * width, width, false),
                dense(width, width, false),
                ones(width),
                dense(4 * width, width, mlpBias),
                dense(width, 4 * width, mlpBias),
                dense(6 * width, condition, true));
    }

    private Dense dense(int out, int in, boolean bias) {
        return new Dense(new Weights.Matrix(out, in, next((long) out * in)), bias ? next(out) : null);
    }

    private float[] next(long n) {
        return Numbers.normal(n, DEVIATION, seed++);
    }

    private static float[] ones(int n) {
        float[] ones = new float[n];
        Arrays.fill(ones, 1);
        return ones;
    }
}
