package dev.sedd.model.noise;

/**
 * σ̄(t) = min^(1−t) · max^t.
 *
 * @param sigmaMin the total noise at t = 0, greater than 0
 * @param sigmaMax the total noise at t = 1, at least sigmaMin
 */
public record Geometric(double sigmaMin, double sigmaMax) implements NoiseSchedule {
    @Override
    public double total(double t) {
        return StrictMath.pow(sigmaMin, 1 - t) * StrictMath.pow(sigmaMax, t);
    }

    @Override
    public double rate(double t) {
        return total(t) * (StrictMath.log(sigmaMax) - StrictMath.log(sigmaMin));
    }
}
