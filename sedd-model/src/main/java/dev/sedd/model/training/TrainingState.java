package dev.sedd.model.training;

import dev.sedd.kernels.Workers;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.TensorNames;

/**
 * All that changes from step to step, and all that a checkpoint must hold: after the same steps on the same data it is the
 * same, bit for bit. Mutable; the arrays are the state's own.
 */
public final class TrainingState {
    private static final long ARRAYS = 4;

    private final Parameters weights;
    private final Parameters average;
    private final float[] firstMoments;
    private final float[] secondMoments;
    private int step;

    /**
     * A state, of arrays that are not copied.
     *
     * @param step how many steps have been done
     * @param weights the weights after them
     * @param average their moving average
     * @param firstMoments AdamW's m, and Muon's M
     * @param secondMoments AdamW's v
     */
    public TrainingState(
            int step, Parameters weights, Parameters average, float[] firstMoments, float[] secondMoments) {
        if (step < 0) {
            throw new IllegalArgumentException("step=" + step + " < 0");
        }
        if (average.size() != weights.size()
                || firstMoments.length != weights.size()
                || secondMoments.length != weights.size()) {
            throw new IllegalArgumentException("the weights are " + weights.size() + ", their average " + average.size()
                    + ", the moments " + firstMoments.length + " and " + secondMoments.length);
        }
        this.step = step;
        this.weights = weights;
        this.average = average;
        this.firstMoments = firstMoments;
        this.secondMoments = secondMoments;
    }

    /** Before the first step, with these weights. */
    public static TrainingState start(Parameters weights) {
        return new TrainingState(0, weights, weights.copy(), new float[weights.size()], new float[weights.size()]);
    }

    /** Before the first step, with the weights that a run's seed gives. */
    public static TrainingState start(Configuration configuration, long seed, Workers workers) {
        return start(Initialiser.parameters(configuration, Seeds.WEIGHTS.of(seed), workers));
    }

    /** What a state takes on the heap, in bytes: weights, their average, and two moments. */
    public static long heapBytes(Configuration configuration) {
        return ARRAYS * Float.BYTES * TensorNames.of(configuration).parameterCount();
    }

    /** How many steps have been done. */
    public int step() {
        return step;
    }

    /** The weights. */
    public Parameters weights() {
        return weights;
    }

    /** The moving average of the weights. */
    public Parameters average() {
        return average;
    }

    /** AdamW's moving average of the gradient, and Muon's momentum. */
    public float[] firstMoments() {
        return firstMoments;
    }

    /** AdamW's moving average of the squared gradient. */
    public float[] secondMoments() {
        return secondMoments;
    }

    void stepDone() {
        step++;
    }
}
