package dev.sedd.model.sampling;

import dev.sedd.model.graph.TransitionGraph;
import dev.sedd.model.noise.NoiseSchedule;

/**
 * One step back in time: from the ratios at time {@code from} to the weights with which a position's token at the
 * earlier time {@code to} is drawn. The ratios are kept as they are at the beginning of the step, and every position is drawn by itself
 * (τ-leaping, Lou et al. 2024, section 4), which is exact in the limit of many steps. Predictors hold no state and may be used from any
 * thread.
 */
public sealed interface Predictor permits Tweedie, Euler {
    /**
     * How far the step from one time to an earlier one goes, in noise.
     *
     * @param from the time that the ratios are of, in [0, 1]
     * @param to the time to arrive at, at most {@code from}
     */
    double stride(NoiseSchedule noise, double from, double to);

    /**
     * The weights of every token at a position. They need not sum to 1, and one below 0 counts as 0. This is the definition, as the
     * paper writes it; the sampler draws from the same weights in closed form, without storing V of them.
     *
     * @param x the token that is there now
     * @param stride what {@link #stride} gave
     * @param ratios V ratios p(y)/p(x) at time {@code from}; may be modified
     * @param out receives V weights; not the same array as {@code ratios}
     */
    void weights(TransitionGraph graph, int x, double stride, double[] ratios, double[] out);
}
