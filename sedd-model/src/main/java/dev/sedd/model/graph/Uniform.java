package dev.sedd.model.graph;

import java.util.Arrays;

/**
 * Every token moves to every other at the same rate: Q = J/V − I, where J is all ones. That is the matrix of Lou et al. 2024,
 * section 3.3, divided by V, as in the published code, so that noise does not grow with the vocabulary. So
 * P(σ) = e^−σ I + (1 − e^−σ) J/V: with chance 1 − e^−σ a token is drawn anew from all V.
 *
 * @param vocabularySize V, at least 2
 */
public record Uniform(int vocabularySize) implements TransitionGraph {
    /** Refuses a vocabulary with nowhere to move. */
    public Uniform {
        Checks.vocabulary(vocabularySize);
    }

    @Override
    public int tokens() {
        return vocabularySize;
    }

    /** {@inheritDoc} Here always. */
    @Override
    public boolean canChange(int x) {
        Checks.token("x", x, vocabularySize);
        return true;
    }

    /** {@inheritDoc} Here 1/V, and −(V−1)/V at x. */
    @Override
    public void rate(int x, double[] out) {
        Checks.token("x", x, vocabularySize);
        Checks.row("out", out, vocabularySize);
        Arrays.fill(out, 0, vocabularySize, 1.0 / vocabularySize);
        out[x] = -(vocabularySize - 1.0) / vocabularySize;
    }

    /** {@inheritDoc} Here (1−e^−σ)/V, and e^−σ more at x. */
    @Override
    public void transition(int x, double sigma, double[] out) {
        Checks.token("x", x, vocabularySize);
        Checks.noise("sigma", sigma);
        Checks.row("out", out, vocabularySize);
        double moved = -StrictMath.expm1(-sigma) / vocabularySize;
        Arrays.fill(out, 0, vocabularySize, moved);
        out[x] = StrictMath.exp(-sigma) + moved;
    }

    /** {@inheritDoc} Here r_y e^Δσ + (1−e^Δσ)/V · Σ_z r_z. */
    @Override
    public void staggeredScore(double[] score, double dSigma) {
        Checks.row("score", score, vocabularySize);
        Checks.noise("dSigma", dSigma);
        double sum = 0;
        for (int y = 0; y < vocabularySize; y++) {
            sum += score[y];
        }
        double growth = StrictMath.exp(dSigma);
        double shared = -StrictMath.expm1(dSigma) / vocabularySize * sum;
        for (int y = 0; y < vocabularySize; y++) {
            score[y] = score[y] * growth + shared;
        }
    }

    /** {@inheritDoc} Here r_y/V off x. */
    @Override
    public void reverseRate(int x, double[] score, double[] out) {
        Checks.token("x", x, vocabularySize);
        Checks.row("score", score, vocabularySize);
        Checks.row("out", out, vocabularySize);
        Checks.distinct(score, out);
        double leaving = 0;
        for (int y = 0; y < vocabularySize; y++) {
            out[y] = y == x ? 0 : score[y] / vocabularySize;
            leaving += out[y];
        }
        out[x] = -leaving;
    }

    /** {@inheritDoc} Here any token, each with the same chance. */
    @Override
    public int limit(double u) {
        Checks.unit(u);
        return (int) (u * vocabularySize);
    }

    /** {@inheritDoc} Here any token, its own among them, each with the same chance, once it has moved. */
    @Override
    public int perturb(int x0, double sigma, double u) {
        Checks.token("x0", x0, vocabularySize);
        Checks.noise("sigma", sigma);
        Checks.unit(u);
        double moved = -StrictMath.expm1(-sigma);
        return u < moved ? limit(u / moved) : x0;
    }
}
