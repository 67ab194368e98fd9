package dev.sedd.model.evaluation;

import dev.sedd.model.graph.TransitionGraph;
import dev.sedd.model.loss.ScoreEntropy;
import dev.sedd.model.noise.NoiseSchedule;
import dev.sedd.model.noise.TimeRange;
import dev.sedd.model.sampling.ExactScore;
import dev.sedd.model.score.LogScore;
import dev.sedd.model.score.ScoreFunction;

/**
 * A law over sequences of two tokens that is given by how often each occurs in a text, and everything about it that can be
 * summed and integrated without a random number.
 */
final class SmallLaw {
    static final int LENGTH = 2;
    private static final int PANELS = 400;

    private final TransitionGraph graph;
    private final NoiseSchedule noise;
    private final int[] counts; // (tokens²), in base tokens, the first token the higher digit
    private final ScoreFunction score;
    private final ScoreEntropy entropy;
    private final LogScore scores;

    SmallLaw(TransitionGraph graph, NoiseSchedule noise, int... counts) {
        this.graph = graph;
        this.noise = noise;
        this.counts = counts;
        double[] law = new double[counts.length];
        for (int i = 0; i < counts.length; i++) {
            law[i] = (double) counts[i] / total();
        }
        score = new ExactScore(graph, LENGTH, law);
        entropy = new ScoreEntropy(graph);
        scores = new LogScore(graph.vocabularySize());
    }

    int[] counts() {
        return counts;
    }

    ScoreFunction score() {
        return score;
    }

    /** Every sequence as often as its count says, {@code times} over. */
    int[] text(int times) {
        int[] text = new int[total() * times * LENGTH];
        int at = 0;
        for (int i = 0; i < counts.length; i++) {
            for (int k = 0; k < counts[i] * times; k++) {
                text[at++] = i / graph.tokens();
                text[at++] = i % graph.tokens();
            }
        }
        return text;
    }

    /** Entropy in nats per token. */
    double entropy() {
        double sum = 0;
        for (int count : counts) {
            double p = (double) count / total();
            sum -= count == 0 ? 0 : p * Math.log(p);
        }
        return sum / LENGTH;
    }

    /** The integral of σ̄'(t) times score entropy from t_min to 1, per token, averaged over the law. */
    double diffusion() {
        return integral(TimeRange.START, 1);
    }

    /** The same from one time to another, by Simpson's rule. */
    double integral(double first, double last) {
        double width = (last - first) / PANELS;
        double sum = 0;
        for (int i = 0; i < PANELS; i++) {
            double from = first + i * width;
            double to = i == PANELS - 1 ? last : from + width;
            sum += width / 6 * (loss(from) + 4 * loss((from + to) / 2) + loss(to));
        }
        return sum;
    }

    /** σ̄'(t) times score entropy at a time, per token. */
    private double loss(double t) {
        return noise.rate(t) * expected(t, entropy::value);
    }

    /** The start term, per token. */
    double start() {
        return expected(TimeRange.START, (l, off, clean, noised, s) -> StartTerm.nats(graph, l, off, clean, noised, s));
    }

    /** A cost at time t, its mean over the law, over all that noise can do, and over the positions. */
    private double expected(double t, NoisedPass.Cost cost) {
        int v = graph.vocabularySize();
        double sigma = noise.total(t);
        double[][] into = new double[v][v];
        for (int x = 0; x < v; x++) {
            graph.transition(x, sigma, into[x]);
        }
        double sum = 0;
        for (int x = 0; x < v * v; x++) {
            int[] noised = {x / v, x % v};
            score.logScore(1, LENGTH, noised, new float[] {(float) sigma}, scores);
            for (int i = 0; i < counts.length; i++) {
                int[] clean = {i / graph.tokens(), i % graph.tokens()};
                double p = (double) counts[i] / total() * into[noised[0]][clean[0]] * into[noised[1]][clean[1]];
                for (int at = 0; p > 0 && at < LENGTH; at++) {
                    sum += p * cost.at(scores.values(), at * v, clean[at], noised[at], sigma);
                }
            }
        }
        return sum / LENGTH;
    }

    private int total() {
        int total = 0;
        for (int count : counts) {
            total += count;
        }
        return total;
    }
}
