package dev.sedd.model.graph;

import java.util.Arrays;

/**
 * Every token moves to the mask, token V − 1, at rate 1, and stays there (Lou et al. 2024, section 3.3). So after total noise
 * σ a token is the mask with chance 1 − e^−σ and else what it was.
 *
 * <p>Backwards in time only the mask ever changes: a token that is not the mask has come from itself alone.
 *
 * @param vocabularySize V, the mask counted, at least 2
 */
public record Absorbing(int vocabularySize) implements TransitionGraph {
    private static final double LARGE_NOISE = 40;

    /** Refuses a vocabulary without a token beside the mask. */
    public Absorbing {
        Checks.vocabulary(vocabularySize);
    }

    @Override
    public int tokens() {
        return vocabularySize - 1;
    }

    /** The mask's id, V − 1. */
    public int mask() {
        return vocabularySize - 1;
    }

    /**
     * ln(e^σ − 1), of a token's chances to be the mask the logarithm over those to be what it was. Without loss for small σ and
     * without overflow for large: beyond 40 it is σ to the last digit of a double.
     */
    public static double logOddsOfMask(double sigma) {
        return sigma < LARGE_NOISE ? StrictMath.log(StrictMath.expm1(sigma)) : sigma;
    }

    /** {@inheritDoc} Here only the mask. */
    @Override
    public boolean canChange(int x) {
        Checks.token("x", x, vocabularySize);
        return x == mask();
    }

    /** {@inheritDoc} Here −1 at x; and where x is the mask, 1 more at every y. */
    @Override
    public void rate(int x, double[] out) {
        Checks.token("x", x, vocabularySize);
        Checks.row("out", out, vocabularySize);
        Arrays.fill(out, 0, vocabularySize, x == mask() ? 1 : 0);
        out[x] -= 1;
    }

    /** {@inheritDoc} Here e^−σ at x; and where x is the mask, 1−e^−σ more at every y. */
    @Override
    public void transition(int x, double sigma, double[] out) {
        Checks.token("x", x, vocabularySize);
        Checks.noise("sigma", sigma);
        Checks.row("out", out, vocabularySize);
        Arrays.fill(out, 0, vocabularySize, x == mask() ? -StrictMath.expm1(-sigma) : 0);
        out[x] = x == mask() ? 1 : StrictMath.exp(-sigma);
    }

    /** {@inheritDoc} Here r_y e^Δσ, and at the mask (1−e^Δσ) · Σ_z r_z more. */
    @Override
    public void staggeredScore(double[] score, double dSigma) {
        Checks.row("score", score, vocabularySize);
        Checks.noise("dSigma", dSigma);
        double growth = StrictMath.exp(dSigma);
        double others = 0;
        for (int y = 0; y < mask(); y++) {
            others += score[y];
            score[y] *= growth;
        }
        // r e^d + (1−e^d)(r + others), in which r e^d cancels
        score[mask()] -= StrictMath.expm1(dSigma) * others;
    }

    /** {@inheritDoc} Here r_y off x where x is the mask; else all zero. */
    @Override
    public void reverseRate(int x, double[] score, double[] out) {
        Checks.token("x", x, vocabularySize);
        Checks.row("score", score, vocabularySize);
        Checks.row("out", out, vocabularySize);
        Checks.distinct(score, out);
        if (x != mask()) {
            Arrays.fill(out, 0, vocabularySize, 0);
            return;
        }
        double leaving = 0;
        for (int y = 0; y < mask(); y++) {
            out[y] = score[y];
            leaving += score[y];
        }
        out[mask()] = -leaving;
    }

    /** {@inheritDoc} Here the mask. */
    @Override
    public int limit(double u) {
        Checks.unit(u);
        return mask();
    }

    /** {@inheritDoc} Here the mask once it has moved. With the same u, more noise masks what less noise has masked. */
    @Override
    public int perturb(int x0, double sigma, double u) {
        Checks.token("x0", x0, vocabularySize);
        Checks.noise("sigma", sigma);
        Checks.unit(u);
        return u < -StrictMath.expm1(-sigma) ? mask() : x0;
    }
}
