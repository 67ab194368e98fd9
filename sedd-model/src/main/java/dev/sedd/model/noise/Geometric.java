package dev.sedd.model.noise;

/**
 * Geometric noise: σ̄(t) = min^(1−t) · max^t, a straight line in ln σ̄ (Lou et al. 2024, appendix C). It goes with the
 * uniform graph.
 *
 * <p>Both functions are right to a few units in the last place: the powers are taken apart, not of the quotient
 * max/min, so that the two ends t = 0 and t = 1 give min and max exactly.
 *
 * @param sigmaMin the total noise at t = 0, greater than 0 as a float, which is what networks take
 * @param sigmaMax the total noise at t = 1, finite as a float and at least {@code sigmaMin}
 */
public record Geometric(double sigmaMin, double sigmaMax) implements NoiseSchedule {
    /** The bounds of the published code where a configuration names none: 1e-4 and 20. */
    public static final Geometric DEFAULT = new Geometric(1e-4, 20);

    /** Refuses bounds that are no range of noise, naming the published keys. */
    public Geometric {
        if (!((float) sigmaMin > 0 && (float) sigmaMin <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "sigma_min=" + sigmaMin + " is not a finite number greater than 0 in single precision");
        }
        if (!(sigmaMax >= sigmaMin && (float) sigmaMax <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("sigma_max=" + sigmaMax
                    + " is not a finite number of at least sigma_min=" + sigmaMin + " in single precision");
        }
    }

    /** {@inheritDoc} Here min^(1−t) · max^t. */
    @Override
    public double total(double t) {
        Time.check(t);
        return StrictMath.pow(sigmaMin, 1 - t) * StrictMath.pow(sigmaMax, t);
    }

    /** {@inheritDoc} Here σ̄(t) · (ln max − ln min). */
    @Override
    public double rate(double t) {
        return total(t) * (StrictMath.log(sigmaMax) - StrictMath.log(sigmaMin));
    }
}
