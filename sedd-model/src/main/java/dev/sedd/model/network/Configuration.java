package dev.sedd.model.network;

import dev.sedd.model.graph.Absorbing;
import dev.sedd.model.graph.TransitionGraph;
import dev.sedd.model.noise.NoiseSchedule;
import java.util.Objects;

/**
 * All that defines a model but its weights. V vocabulary, T length, D width, H heads, C conditioning width, as in all of
 * {@link dev.sedd.model}.
 *
 * @param family the network's family
 * @param graph the transition graph, which knows V
 * @param noise the noise schedule
 * @param hiddenSize D, a multiple of {@code heads}
 * @param condDim C
 * @param length T, the longest sequence
 * @param blocks transformer blocks
 * @param heads H
 * @param scaleBySigma whether {@link SigmaScale} is subtracted from every output; for the absorbing graph alone
 * @param dropout share of activations dropped in training, in [0, 1)
 */
public record Configuration(
        Family family,
        TransitionGraph graph,
        NoiseSchedule noise,
        int hiddenSize,
        int condDim,
        int length,
        int blocks,
        int heads,
        boolean scaleBySigma,
        double dropout) {
    /** Cosines and sines of the noise that its embedding starts from. */
    public static final int NOISE_WAVES = 256;

    /** What every LayerNorm adds to a variance. */
    public static final float NORM_EPS = 1e-5f;

    /** Refuses what no network could have, naming the published key. */
    public Configuration {
        Objects.requireNonNull(family, "family");
        Objects.requireNonNull(graph, "graph");
        Objects.requireNonNull(noise, "noise");
        atLeastOne("hidden_size", hiddenSize);
        atLeastOne("cond_dim", condDim);
        atLeastOne("length", length);
        atLeastOne("n_blocks", blocks);
        atLeastOne("n_heads", heads);
        if (hiddenSize % heads != 0) {
            throw new IllegalArgumentException("hidden_size=" + hiddenSize + " is not a multiple of n_heads=" + heads);
        }
        if (family == Family.SEDD && hiddenSize / heads % 2 != 0) {
            throw new IllegalArgumentException(
                    "the head size hidden_size/n_heads=" + hiddenSize / heads + " is odd; rotary positions turn pairs");
        }
        if (scaleBySigma && !(graph instanceof Absorbing)) {
            throw new IllegalArgumentException(
                    "scale_by_sigma is true, which only the absorbing graph's ratios ask for; set it to false");
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout=" + dropout + " is not in [0, 1)");
        }
    }

    /** V, the mask counted where the graph has one. */
    public int vocabularySize() {
        return graph.vocabularySize();
    }

    /** h = D/H. */
    public int headSize() {
        return hiddenSize / heads;
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + "=" + value + " < 1");
        }
    }

    /** The same network, with another share of activations dropped in training. */
    public Configuration withDropout(double share) {
        return new Configuration(family, graph, noise, hiddenSize, condDim, length, blocks, heads, scaleBySigma, share);
    }
}
