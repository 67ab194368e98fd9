package dev.sedd.model.training;

import dev.sedd.kernels.AdamStep;
import dev.sedd.kernels.Workers;

/**
 * AdamW's settings; {@link AdamStep} has the formula. Weight decay acts on every parameter.
 *
 * @param beta1 the decay of the first moment, in [0, 1)
 * @param beta2 the decay of the second moment, in [0, 1)
 * @param eps added to the root of the second moment, greater than 0
 * @param weightDecay the weight decay, at least 0
 */
public record AdamW(double beta1, double beta2, double eps, double weightDecay) implements Optimizer {
    /** Refuses what is out of range. */
    public AdamW {
        AdamStep.of(1, 0, beta1, beta2, eps, weightDecay, 1);
    }

    @Override
    public AdamW adam() {
        return this;
    }

    @Override
    public Steps on(TrainingState state) {
        int size = state.weights().size();
        return (step, rate, clip, gradient, workers) ->
                apply(factors(step, rate, clip), state, 0, size, gradient, workers);
    }

    /** The factors of a step. */
    AdamStep factors(int step, double rate, double clip) {
        return AdamStep.of(step, rate, beta1, beta2, eps, weightDecay, clip);
    }

    /** Applies a step to {@code size} parameters from {@code from} on. */
    static void apply(AdamStep factors, TrainingState state, int from, int size, float[] gradient, Workers workers) {
        float[] w = state.weights().values();
        float[] m = state.firstMoments();
        float[] v = state.secondMoments();
        FlatArrays.forEach(
                workers, size, (n, i) -> factors.apply(n, w, from + i, gradient, from + i, m, from + i, v, from + i));
    }
}
