package dev.sedd.model.sampling;

import dev.sedd.model.graph.TransitionGraph;
import dev.sedd.model.random.CounterRandom;

/** The forward process: noise over text. */
public final class Perturbation {
    private Perturbation() {}

    /**
     * What a text has become after total noise σ, every position moved on its own. Position i draws the number of
     * address (0, 0, i, 0) under the seed, so that with the same seed a position that has moved under little noise has
     * moved under more noise, too.
     *
     * @param sigma σ, at least 0
     * @param tokens ids in [0, V); not modified
     * @throws IllegalArgumentException where an id or σ is out of range
     */
    public static int[] perturb(TransitionGraph graph, double sigma, int[] tokens, long seed) {
        CounterRandom random = new CounterRandom(seed);
        int[] noised = new int[tokens.length];
        for (int i = 0; i < noised.length; i++) {
            noised[i] = graph.perturb(tokens[i], sigma, random.uniform(0, 0, i, 0));
        }
        return noised;
    }
}
