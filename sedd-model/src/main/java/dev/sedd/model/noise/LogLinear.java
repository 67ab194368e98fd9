package dev.sedd.model.noise;

/**
 * Log-linear noise: σ̄(t) = −ln(1 − (1−ε)·t), so that under the absorbing graph a share (1−ε)·t of the tokens is masked
 * by time t (Lou et al. 2024, appendix C).
 *
 * <p>Both functions are right to a few units in the last place at both ends: the total is taken by log1p while little
 * has moved, and what has not moved, 1 − (1−ε)·t, as (1−t) + ε·t once most has.
 *
 * @param eps ε in (0, 1): the share that has not moved at t = 1
 */
public record LogLinear(double eps) implements NoiseSchedule {
    /** The ε of the published code where a configuration names none: 1e-3. */
    public static final LogLinear DEFAULT = new LogLinear(1e-3);

    /** Refuses an ε with which the total noise at t = 1 would be infinite or nothing. */
    public LogLinear {
        if (!(eps > 0 && eps < 1)) {
            throw new IllegalArgumentException("eps=" + eps + " is not in (0, 1)");
        }
    }

    /** {@inheritDoc} Here −ln(1 − (1−ε)·t). */
    @Override
    public double total(double t) {
        Time.check(t);
        return t < 0.5 ? -StrictMath.log1p(-(1 - eps) * t) : -StrictMath.log(unmoved(t));
    }

    /** {@inheritDoc} Here (1−ε) / (1 − (1−ε)·t). */
    @Override
    public double rate(double t) {
        Time.check(t);
        return (1 - eps) / unmoved(t);
    }

    private double unmoved(double t) {
        return (1 - t) + eps * t;
    }
}
