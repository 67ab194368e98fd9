package dev.sedd.jmh.peers;

import dev.sedd.kernels.Workers;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Transformer;
import dev.sedd.model.network.Weights;
import dev.sedd.model.score.LogScore;
import java.util.Arrays;

/** A forward pass by this project, on tokens and a noise level that are given to it once. */
final class SeddPass {
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

    /** Computes the scores once more. */
    void run() {
        network.logScore(sigma.length, length, tokens, sigma, out);
    }

    /** A copy of the log scores, (B, T, V). */
    float[] result() {
        return Arrays.copyOf(out.values(), tokens.length * out.vocabularySize());
    }

    /** Ends the threads. */
    void close() {
        workers.close();
    }
}
