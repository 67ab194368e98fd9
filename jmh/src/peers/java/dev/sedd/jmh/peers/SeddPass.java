package dev.sedd.jmh.peers;

import dev.sedd.kernels.Workers;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Transformer;
import dev.sedd.model.network.Weights;
import dev.sedd.model.score.LogScore;
import java.util.Arrays;

/** This project's. */
final class SeddPass implements Pass {
    private final Workers workers;
    private final Transformer network;
    private final int[] tokens;
    private final float[] sigma;
    private final int length;
    private final LogScore out;

    /**
     * A pass.
     *
     * @param weights of the network
     * @param tokens (B, T)
     * @param sigma (B)
     */
    SeddPass(Configuration configuration, Weights weights, int[] tokens, float[] sigma, int threads) {
        workers = Workers.of(threads);
        network = new Transformer(configuration, weights, workers);
        this.tokens = tokens;
        this.sigma = sigma;
        length = configuration.length();
        out = new LogScore(configuration.vocabularySize());
    }

    @Override
    public void run() {
        network.logScore(sigma.length, length, tokens, sigma, out);
    }

    @Override
    public float[] result() {
        return Arrays.copyOf(out.values(), tokens.length * out.vocabularySize());
    }

    @Override
    public void close() {
        workers.close();
    }
}
