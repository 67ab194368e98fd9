package dev.sedd.model.sampling;

import dev.sedd.model.graph.TransitionGraph;
import dev.sedd.model.noise.NoiseSchedule;

/**
 * One turn of the time loop: how tokens are weighed, how far it goes, and which tokens are choices.
 *
 * @param predictor weighs the tokens
 * @param stride how far, as the predictor measures it
 * @param choices ids [0, choices) may be drawn
 */
record Move(Predictor predictor, double stride, int choices) {
    private static final Tweedie DENOISER = new Tweedie();

    /** A step of a predictor, from one time to an earlier one; every token is a choice. */
    static Move predicting(Predictor predictor, TransitionGraph graph, NoiseSchedule noise, double from, double to) {
        return new Move(predictor, predictor.stride(noise, from, to), graph.vocabularySize());
    }

    /**
     * The denoising step, from the time t close to 0 at which the predictor stops to clean text: Tweedie's step over all
     * noise that is left, σ̄(t), with the tokens of text alone as choices, the mask not among them.
     */
    static Move denoising(TransitionGraph graph, NoiseSchedule noise, double t) {
        return new Move(DENOISER, noise.total(t), graph.tokens());
    }
}
