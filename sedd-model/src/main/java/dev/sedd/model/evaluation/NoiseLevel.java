package dev.sedd.model.evaluation;

/**
 * The loss by level of noise: within a range of times.
 *
 * @param from the first time
 * @param to the last one
 * @param sigmaFrom total noise at the first time
 * @param sigmaTo total noise at the last
 * @param windows noised windows whose time lies in the range
 * @param loss σ̄'(t) times the score entropy in nats per token, its mean over them; NaN where there are none
 */
public record NoiseLevel(double from, double to, double sigmaFrom, double sigmaTo, int windows, Estimate loss) {}
