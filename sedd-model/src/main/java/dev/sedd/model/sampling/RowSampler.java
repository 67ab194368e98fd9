package dev.sedd.model.sampling;

import dev.sedd.kernels.Categorical;
import dev.sedd.kernels.Workers;
import dev.sedd.model.graph.TransitionGraph;
import dev.sedd.model.random.CounterRandom;
import dev.sedd.model.score.LogScore;
import java.util.function.IntConsumer;

/**
 * Draws the tokens of a batch. A row is one position of one sample. Every row is drawn from its own scores with its own
 * random number, so that it does not matter which thread draws it, when, and what else is in the batch.
 *
 * <p>Rows are dealt to the threads in turn, not in ranges, since under a prompt the free ones lie together. Each thread
 * has two arrays of V doubles, made once.
 */
final class RowSampler {
    private final TransitionGraph graph;
    private final Prompt prompt;
    private final CounterRandom random;
    private final Workers workers;
    private final double[][] ratios; // (threads, V)
    private final double[][] weights; // (threads, V)
    private final int[] failures; // (threads): the first row that could not be drawn, or -1
    private final IntConsumer drawRows = this::drawRows;

    private Update update; // the five arguments of the draw at hand
    private int step;
    private int firstSample;
    private int[] tokens;
    private LogScore scores;
    private int threads; // that take part in it

    RowSampler(TransitionGraph graph, Prompt prompt, CounterRandom random, Workers workers) {
        this.graph = graph;
        this.prompt = prompt;
        this.random = random;
        this.workers = workers;
        int threads = workers.threads();
        ratios = new double[threads][graph.vocabularySize()];
        weights = new double[threads][graph.vocabularySize()];
        failures = new int[threads];
    }

    /** The start of a batch: what the prompt gives, and the limit of much noise elsewhere. (samples, T). */
    int[] start(int firstSample, int samples) {
        int length = prompt.length();
        int[] tokens = new int[samples * length];
        for (int row = 0; row < tokens.length; row++) {
            int position = row % length;
            tokens[row] = prompt.fixed(position)
                    ? prompt.token(position)
                    : graph.limit(random.uniform(firstSample + row / length, 0, position, 0));
        }
        return tokens;
    }

    /** Whether any row can still change. Where none can, scores are not needed. */
    boolean anyOpen(int[] tokens) {
        for (int row = 0; row < tokens.length; row++) {
            if (open(row, tokens)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Draws every row that can change anew. Given tokens are not touched; nor are tokens that no step can change, whose
     * weights would be zero for all others.
     *
     * @param step the step's index, from 1, by which its random numbers are addressed
     * @param last the last step's index, for the message
     * @param tokens (samples, T); modified
     * @param scores of these tokens
     * @throws ArithmeticException where the scores of a row give no weights to draw from
     */
    void draw(Update update, int step, int last, int firstSample, int[] tokens, LogScore scores) {
        this.update = update;
        this.step = step;
        this.firstSample = firstSample;
        this.tokens = tokens;
        this.scores = scores;
        threads = Math.min(failures.length, tokens.length);
        workers.forEach(threads, drawRows);
        int failed = Integer.MAX_VALUE;
        for (int thread = 0; thread < threads; thread++) {
            failed = failures[thread] < 0 ? failed : Math.min(failed, failures[thread]);
        }
        if (failed != Integer.MAX_VALUE) {
            int length = prompt.length();
            throw new ArithmeticException("step " + step + " of " + last + ", sample " + (firstSample + failed / length)
                    + ", position " + failed % length + ": no token can be drawn, because " + reason(scores, failed));
        }
    }

    private void drawRows(int thread) {
        failures[thread] = -1;
        for (int row = thread; row < tokens.length && failures[thread] < 0; row += threads) {
            if (open(row, tokens) && !drawRow(row, thread)) {
                failures[thread] = row;
            }
        }
    }

    private boolean open(int row, int[] tokens) {
        return !prompt.fixed(row % prompt.length()) && graph.canChange(tokens[row]);
    }

    /** Draws one row, or returns false where its weights have no finite sum greater than 0. */
    private boolean drawRow(int row, int thread) {
        double[] w = weights[thread];
        scores.ratios(row, ratios[thread]);
        update.predictor().weights(graph, tokens[row], update.stride(), ratios[thread], w);
        int length = prompt.length();
        double u = random.uniform(firstSample + row / length, step, row % length, 0);
        try {
            tokens[row] = Categorical.draw(update.choices(), w, 0, u);
            return true;
        } catch (IllegalArgumentException noWeights) {
            return false;
        }
    }

    private static String reason(LogScore scores, int row) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (int y = 0; y < scores.vocabularySize(); y++) {
            float score = scores.get(row, y);
            if (!Float.isFinite(score)) {
                return "the model's scores are not finite: the log score of token " + y + " is " + score;
            }
            low = Math.min(low, score);
            high = Math.max(high, score);
        }
        return "the model's scores are out of bounds: log scores from " + low + " to " + high;
    }
}
