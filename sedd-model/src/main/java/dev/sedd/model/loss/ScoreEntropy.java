package dev.sedd.model.loss;

import dev.sedd.model.graph.Absorbing;
import dev.sedd.model.graph.TransitionGraph;
import dev.sedd.model.graph.Uniform;
import java.util.Arrays;
import java.util.Objects;

/**
 * Denoising score entropy at one position (Lou et al. 2024, eq. 8, theorem 3.4): for a token x0 that noise has turned into
 * x_t, with the ratios given x0, a_y = p(y | x0)/p(x_t | x0), and the model's r_y,
 *
 * <pre>{@code Σ_{y ≠ x_t} w_y · (r_y − a_y · ln r_y + a_y · (ln a_y − 1)),   w_y = Q(y → x_t)}</pre>
 *
 * in nats, without the rate σ̄'(t) that turns it into the integrand of the bound. Every term is at least 0, and 0 where
 * r_y = a_y. That the model cannot know x0 is no harm: but for a constant the loss is linear in a_y, so that over all x0 that may have
 * become x_t it is least at the mean of a_y, which is p_t(y)/p_t(x_t), the ratio that sampling needs.
 *
 * <p>Uniform: w = 1/V; a is 1 but at y = x0, where it is R = 1 + V/(e^σ − 1), and 1/R everywhere where
 * x_t = x0. Absorbing: at the mask w = 1, y runs over the real tokens, and a is 0 but at x0, where it is 1/(e^σ − 1); a
 * position that is not the mask costs 0.
 *
 * <p>Log scores are floats; all arithmetic is in double, in the order of the vocabulary, and the same on every machine.
 * Immutable, free of allocation, safe for all threads.
 */
public final class ScoreEntropy {
    private final TransitionGraph graph;
    private final int vocabulary;

    /** The score entropy of a graph. */
    public ScoreEntropy(TransitionGraph graph) {
        this.graph = Objects.requireNonNull(graph, "graph");
        vocabulary = graph.vocabularySize();
    }

    /**
     * The score entropy at one position, in nats.
     *
     * @param logScore ln r (V) from {@code off}; the entry at {@code noised} is not read; not modified
     * @param clean x0, one of the graph's {@link TransitionGraph#tokens() tokens}
     * @param noised x_t, in [0, V)
     * @param sigma σ, the total noise, positive and finite
     * @throws IllegalArgumentException where a token, the noise or the array is none of these
     */
    public double value(float[] logScore, int off, int clean, int noised, double sigma) {
        check(logScore, off, clean, noised, sigma);
        return switch (graph) {
            case Uniform u -> uniform(logScore, off, clean, noised, sigma, 0, null, 0);
            case Absorbing a -> absorbing(logScore, off, clean, noised, sigma, 0, null, 0);
        };
    }

    /**
     * The score entropy at one position, and {@code scale} times its derivatives, w_y · (r_y − a_y), with respect to the log
     * scores. The derivative at {@code noised} is 0: that log score is set, not computed.
     *
     * @param scale a factor of the gradient alone
     * @param gradient receives V values from {@code gradientOff}; may be {@code logScore} itself at the same offset
     * @return {@link #value}
     */
    public double valueAndGradient(
            float[] logScore,
            int off,
            int clean,
            int noised,
            double sigma,
            float scale,
            float[] gradient,
            int gradientOff) {
        check(logScore, off, clean, noised, sigma);
        fits("gradient", Objects.requireNonNull(gradient, "gradient"), gradientOff);
        return switch (graph) {
            case Uniform u -> uniform(logScore, off, clean, noised, sigma, scale, gradient, gradientOff);
            case Absorbing a -> absorbing(logScore, off, clean, noised, sigma, scale, gradient, gradientOff);
        };
    }

    private double uniform(
            float[] logScore, int off, int clean, int noised, double sigma, double scale, float[] gradient, int to) {
        double odds = vocabulary / StrictMath.expm1(sigma);
        boolean stayed = clean == noised;
        double common = stayed ? 1 / (1 + odds) : 1; // a_y for y ≠ x0
        double least = stayed ? leastTerm(common, -StrictMath.log1p(odds)) : -1;
        double each = scale / vocabulary;
        double sum = 0;
        for (int y = 0; y < vocabulary; y++) {
            double a = common;
            double constant = least;
            if (y == clean) {
                a = 1 + odds;
                constant = leastTerm(a, StrictMath.log1p(odds));
            }
            if (y != noised) {
                double l = logScore[off + y];
                double r = StrictMath.exp(l);
                sum += r - a * l + constant;
                if (gradient != null) {
                    gradient[to + y] = (float) (each * (r - a));
                }
            }
        }
        if (gradient != null) {
            gradient[to + noised] = 0;
        }
        return sum / vocabulary;
    }

    private double absorbing(
            float[] logScore, int off, int clean, int noised, double sigma, double scale, float[] gradient, int to) {
        int mask = vocabulary - 1;
        if (noised != mask) {
            if (gradient != null) {
                Arrays.fill(gradient, to, to + vocabulary, 0);
            }
            return 0;
        }
        double a = 1 / StrictMath.expm1(sigma);
        double logA = -Absorbing.logOddsOfMask(sigma);
        double sum = leastTerm(a, logA) - a * logScore[off + clean];
        for (int y = 0; y < mask; y++) {
            double r = StrictMath.exp(logScore[off + y]);
            sum += r;
            if (gradient != null) {
                gradient[to + y] = (float) (scale * (y == clean ? r - a : r));
            }
        }
        if (gradient != null) {
            gradient[to + mask] = 0;
        }
        return sum;
    }

    /** a · (ln a − 1), what makes the least value of r − a · ln r + … zero. */
    private static double leastTerm(double a, double logA) {
        return a * (logA - 1);
    }

    private void check(float[] logScore, int off, int clean, int noised, double sigma) {
        fits("logScore", Objects.requireNonNull(logScore, "logScore"), off);
        if (clean < 0 || clean >= graph.tokens()) {
            throw new IllegalArgumentException("clean=" + clean + " is not in [0, " + graph.tokens() + ")");
        }
        if (noised < 0 || noised >= vocabulary) {
            throw new IllegalArgumentException("noised=" + noised + " is not in [0, " + vocabulary + ")");
        }
        if (!(sigma > 0 && sigma < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("sigma=" + sigma + " is not positive and finite");
        }
    }

    private void fits(String name, float[] values, int off) {
        if (off < 0 || off > values.length - vocabulary) {
            throw new IllegalArgumentException(
                    name + ".length=" + values.length + " does not hold " + vocabulary + " values from " + off);
        }
    }
}
