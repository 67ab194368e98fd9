package dev.sedd.model.sampling;

import dev.sedd.model.graph.TransitionGraph;
import dev.sedd.model.noise.NoiseSchedule;

/**
 * One update of the tokens, the predictor's or the denoiser's: how tokens are weighed, how far back it goes in noise, and
 * which tokens may be drawn.
 *
 * @param predictor weighs the tokens
 * @param stride how far, as the predictor measures it
 * @param choices ids [0, choices) may be drawn
 */
record Update(Predictor predictor, double stride, int choices) {
    private static final Tweedie DENOISER = new Tweedie();

    /** A step of a predictor, from one time to an earlier one; every token is a choice. */
    static Update predicting(Predictor predictor, TransitionGraph graph, NoiseSchedule noise, double from, double to) {
        return new Update(predictor, predictor.stride(noise, from, to), graph.vocabularySize());
    }

    /**
     * The denoiser's update, from the time t close to 0 at which the predictor stops to clean text: Tweedie's step over all
     * noise that is left, σ̄(t), with the tokens of text alone as choices, the mask not among them.
     */
    static Update denoising(TransitionGraph graph, NoiseSchedule noise, double t) {
        return new Update(DENOISER, noise.total(t), graph.tokens());
    }
}
