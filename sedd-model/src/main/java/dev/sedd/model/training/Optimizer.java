package dev.sedd.model.training;

import dev.sedd.kernels.Workers;

/** How weights follow the gradient: settings, and the way to apply them. */
public sealed interface Optimizer permits AdamW, Muon {
    /** AdamW's settings: for all weights, or for those that another optimizer leaves to it. */
    AdamW adam();

    /** Its steps on a state. */
    Steps on(TrainingState state);

    /** The steps of an optimizer on a state, with what scratch space they need; for one thread at a time. */
    @FunctionalInterface
    interface Steps {
        /**
         * One step on all parameters.
         *
         * @param step the step, counted from 1
         * @param rate the learning rate
         * @param clip what the gradient is multiplied by
         * @param gradient of the parameters; not modified
         */
        void step(int step, double rate, double clip, float[] gradient, Workers workers);
    }
}
