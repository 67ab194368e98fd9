package dev.sedd.model.training;

import dev.sedd.kernels.MovingAverage;
import dev.sedd.kernels.Workers;

/**
 * The exponential moving average of the weights, which is what one samples from. Its decay at the n-th update is
 * min(m, (1 + n)/(10 + n)), so that the first steps are soon forgotten.
 *
 * @param maxDecay m, the decay after many updates, in [0, 1)
 */
public record Ema(double maxDecay) {
    /** Refuses what is out of range. */
    public Ema {
        if (!(maxDecay >= 0 && maxDecay < 1)) {
            throw new IllegalArgumentException("the average's decay " + maxDecay + " is not in [0, 1)");
        }
    }

    /** The decay of the n-th update, n counted from 1. */
    public double decay(int n) {
        return Math.min(maxDecay, (1.0 + n) / (10.0 + n));
    }

    /** The n-th update: average = decay · average + (1 − decay) · weights. */
    void update(int n, float[] weights, float[] average, Workers workers) {
        float share = (float) (1 - decay(n));
        FlatArrays.forEach(
                workers, weights.length, (size, off) -> MovingAverage.apply(size, share, weights, off, average, off));
    }
}
