package dev.sedd.model.evaluation;

import java.util.List;

/**
 * The likelihood bound of a text, in nats per token: −ln p(text) / tokens ≤ {@link #bound}, which is the sum of {@link
 * #diffusion}, {@link #start} and {@link #prior}.
 *
 * @param windows how many windows were evaluated
 * @param length T, their length
 * @param monteCarlo how expectations were estimated
 * @param startTime t_min, where time starts
 * @param loss σ̄'(t) times the score entropy, its mean over t in [t_min, 1]: the training loss on this text, and what training
 *     programs commonly report as the bound
 * @param diffusion the integral of the same from t_min to 1: (1−t_min) times the loss
 * @param start what the step from t = t_min to the text costs; where noise has moved nothing by then, as may be in a short text,
 *     its error is not seen: under absorb both are 0
 * @param prior what starting from the limit at t = 1 costs; exact
 * @param bound the sum of the three
 * @param levels the loss by time, ranges of equal width from t_min to 1
 */
public record Evaluation(
        int windows,
        int length,
        MonteCarlo monteCarlo,
        double startTime,
        Estimate loss,
        Estimate diffusion,
        Estimate start,
        double prior,
        Estimate bound,
        List<NoiseLevel> levels) {
    /** Copies the list. */
    public Evaluation {
        levels = List.copyOf(levels);
    }

    /** The bound in bits per token. */
    public Estimate bitsPerToken() {
        return bound.times(1 / StrictMath.log(2));
    }

    /** The bound as perplexity, e to the nats per token; its error to first order. */
    public Estimate perplexity() {
        double perplexity = StrictMath.exp(bound.mean());
        return new Estimate(perplexity, perplexity * bound.error());
    }
}
