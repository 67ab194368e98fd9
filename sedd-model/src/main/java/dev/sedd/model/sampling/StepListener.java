package dev.sedd.model.sampling;

/** Watches samples come into being. */
@FunctionalInterface
public interface StepListener {
    /** One that does nothing. */
    StepListener NONE = step -> {};

    /**
     * Called on the thread that called the sampler, for every batch: with the start, after each of the predictor's
     * steps, and after the denoising step. What it throws ends the sampling and reaches the sampler's caller.
     */
    void onStep(Step step);
}
