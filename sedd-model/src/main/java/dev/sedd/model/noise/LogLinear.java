package dev.sedd.model.noise;

/**
 * σ̄(t) = −log1p(−(1−ε)·t), so that a share (1−ε)·t of the tokens has moved by time t.
 *
 * @param eps ε in (0, 1): the share that has not moved at t = 1
 */
public record LogLinear(double eps) implements NoiseSchedule {
    @Override
    public double total(double t) {
        return -StrictMath.log1p(-(1 - eps) * t);
    }

    @Override
    public double rate(double t) {
        return (1 - eps) / (1 - (1 - eps) * t);
    }
}
