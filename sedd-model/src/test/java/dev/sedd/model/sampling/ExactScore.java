package dev.sedd.model.sampling;

import dev.sedd.model.graph.TransitionGraph;
import dev.sedd.model.score.LogScore;
import dev.sedd.model.score.ScoreFunction;
import java.util.Arrays;

/**
 * The exact score of a known law over all sequences of T tokens. A sequence is numbered in base V, its first token the
 * highest digit. The law under noise is the clean one with P(σ) applied along every position.
 */
public final class ExactScore implements ScoreFunction {
    private final TransitionGraph graph;
    private final int length;
    private final double[] clean; // (V^T)
    private float sigmaOfLogNoised = Float.NaN;
    private double[] logNoised;

    /** Of a law over tokens()^T sequences of text, numbered in base tokens(); it need not sum to 1. */
    public ExactScore(TransitionGraph graph, int length, double[] law) {
        this.graph = graph;
        this.length = length;
        int v = graph.vocabularySize();
        clean = new double[power(v, length)];
        int[] tokens = new int[length];
        for (int i = 0; i < law.length; i++) {
            int rest = i;
            for (int position = length - 1; position >= 0; position--) {
                tokens[position] = rest % graph.tokens();
                rest /= graph.tokens();
            }
            clean[number(tokens, 0, v)] = law[i];
        }
    }

    @Override
    public int vocabularySize() {
        return graph.vocabularySize();
    }

    @Override
    public int maxLength() {
        return length;
    }

    @Override
    public void logScore(int batch, int t, int[] tokens, float[] sigma, LogScore out) {
        int v = graph.vocabularySize();
        out.resize(batch * length);
        for (int b = 0; b < batch; b++) {
            double[] logP = logNoised(sigma[b]);
            int here = number(tokens, b * length, v);
            for (int position = 0; position < length; position++) {
                int row = b * length + position;
                int digit = power(v, length - 1 - position);
                for (int y = 0; y < v; y++) {
                    int there = here + (y - tokens[row]) * digit;
                    out.values()[row * v + y] = (float) (logP[there] - logP[here]);
                }
            }
        }
    }

    private double[] logNoised(float sigma) {
        if (sigma != sigmaOfLogNoised) {
            int v = graph.vocabularySize();
            double[][] into = new double[v][v];
            for (int x = 0; x < v; x++) {
                graph.transition(x, sigma, into[x]);
            }
            double[] p = clean;
            for (int position = 0; position < length; position++) {
                int digit = power(v, length - 1 - position);
                double[] next = new double[p.length];
                for (int i = 0; i < p.length; i++) {
                    int x = i / digit % v;
                    for (int y = 0; y < v; y++) {
                        next[i] += into[x][y] * p[i + (y - x) * digit];
                    }
                }
                p = next;
            }
            logNoised = Arrays.stream(p).map(Math::log).toArray();
            sigmaOfLogNoised = sigma;
        }
        return logNoised;
    }

    /** The number of a sequence of T tokens from an offset, in a base. */
    int number(int[] tokens, int from, int base) {
        int number = 0;
        for (int position = 0; position < length; position++) {
            number = number * base + tokens[from + position];
        }
        return number;
    }

    private static int power(int base, int exponent) {
        int power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= base;
        }
        return power;
    }
}
