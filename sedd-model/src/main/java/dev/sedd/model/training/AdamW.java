package dev.sedd.model.training;

import dev.sedd.kernels.AdamStep;
import dev.sedd.kernels.Workers;

/**
 * AdamW's settings; {@link AdamStep} has the formula. Weight decay acts on every parameter.
 *
 * @param beta1 the decay of the first moment, in [0, 1)
 * @param beta2 the decay of the second moment, in [0, 1)
 * @param eps added to the root of the second moment, greater than 0
 * @param decay the weight decay, at least 0
 */
public record AdamW(double beta1, double beta2, double eps, double decay) {
    /** Refuses what is out of range. */
    public AdamW {
        AdamStep.of(1, 0, beta1, beta2, eps, decay, 1);
    }

    /**
     * One step on all parameters of a state, counted by {@code step}.
     *
     * @param step the step, counted from 1
     * @param rate the learning rate
     * @param clip what the gradient is multiplied by
     * @param gradient of the parameters; not modified
     */
    void step(TrainingState state, int step, double rate, double clip, float[] gradient, Workers workers) {
        AdamStep factors = AdamStep.of(step, rate, beta1, beta2, eps, decay, clip);
        float[] w = state.weights().values();
        float[] m = state.firstMoments();
        float[] v = state.secondMoments();
        FlatArrays.forEach(workers, w.length, (n, off) -> factors.apply(n, w, off, gradient, off, m, off, v, off));
    }
}
