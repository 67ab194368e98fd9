package dev.sedd.model.sampling;

import dev.sedd.kernels.ExponentialDraw;
import dev.sedd.kernels.Workers;
import dev.sedd.model.graph.TransitionGraph;
import dev.sedd.model.random.CounterRandom;
import dev.sedd.model.score.LogScore;
import dev.sedd.model.score.RowSelection;
import dev.sedd.model.score.ScoreFunction;

/**
 * Draws the tokens of a batch. A row is one position of one sample. Every row is drawn from its own scores with its own
 * random number, so that it does not matter which thread draws it, when, and what else is in the batch.
 *
 * <p>Only rows that can change are drawn, and only their scores are asked for. Rows are dealt to the threads in turn.
 */
final class RowSampler {
    private final TransitionGraph graph;
    private final Prompt prompt;
    private final CounterRandom random;
    private final Workers workers;
    private final RowSelection open = new RowSelection();
    private final ExponentialDraw[] draws; // (threads)
    private final RowWeights[] weights; // (threads)
    private final int[] failures; // (threads): the first row that could not be drawn, or -1
    private int[] drawn = {}; // (open rows)

    RowSampler(TransitionGraph graph, Prompt prompt, CounterRandom random, Workers workers) {
        this.graph = graph;
        this.prompt = prompt;
        this.random = random;
        this.workers = workers;
        int threads = workers.threads();
        draws = new ExponentialDraw[threads];
        weights = new RowWeights[threads];
        failures = new int[threads];
        for (int thread = 0; thread < threads; thread++) {
            draws[thread] = new ExponentialDraw(graph.vocabularySize());
            weights[thread] = new RowWeights();
        }
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

    /**
     * Finds the rows that can still change. Where there are none, scores are not needed.
     *
     * @param tokens (samples, T)
     */
    RowSelection open(int[] tokens) {
        int length = prompt.length();
        open.clear(tokens.length / length, length);
        for (int row = 0; row < tokens.length; row++) {
            if (!prompt.fixed(row % length) && graph.canChange(tokens[row])) {
                open.add(row);
            }
        }
        return open;
    }

    /**
     * Draws every open row anew. Given tokens are not touched; nor are tokens that no step can change, whose weights would
     * be zero for all others.
     *
     * @param step the step's index, from 1, by which its random numbers are addressed
     * @param last the last step's index, for the message
     * @param tokens (samples, T), of which {@link #open} has found the open ones; modified
     * @param sigma the noise of each sample
     * @throws ArithmeticException where the scores of a row give no weights to draw from
     */
    void draw(ScoreFunction score, Update update, int step, int last, int firstSample, int[] tokens, float[] sigma) {
        if (drawn.length < open.count()) {
            drawn = new int[open.count()];
        }
        score.logScore(open.batch(), open.length(), tokens, sigma, open, (first, count, scores) -> {
            int failed = draw(update, step, firstSample, tokens, first, count, scores);
            if (failed >= 0) {
                int row = open.row(first + failed);
                throw new ArithmeticException("step " + step + " of " + last + ", sample "
                        + (firstSample + row / open.length()) + ", position " + row % open.length()
                        + ": no token can be drawn, because " + reason(scores, failed));
            }
        });
        for (int i = 0; i < open.count(); i++) {
            tokens[open.row(i)] = drawn[i];
        }
    }

    /** Draws the open rows number {@code first} .. {@code first + count}; returns the first that cannot be, or −1. */
    private int draw(Update update, int step, int firstSample, int[] tokens, int first, int count, LogScore scores) {
        int threads = Math.min(failures.length, count);
        workers.forEach(threads, thread -> {
            failures[thread] = -1;
            for (int i = thread; i < count && failures[thread] < 0; i += threads) {
                int row = open.row(first + i);
                double u = random.uniform(firstSample + row / open.length(), step, row % open.length(), 0);
                try {
                    drawn[first + i] = drawRow(update, tokens[row], scores, i, thread, u);
                } catch (IllegalArgumentException noWeights) {
                    failures[thread] = i;
                }
            }
        });
        int failed = -1;
        for (int thread = 0; thread < threads; thread++) {
            boolean earlier = failures[thread] >= 0 && (failed < 0 || failures[thread] < failed);
            failed = earlier ? failures[thread] : failed;
        }
        return failed;
    }

    private int drawRow(Update update, int x, LogScore scores, int row, int thread, double u) {
        ExponentialDraw draw = draws[thread];
        double sum = scores.ratios(row, draw);
        RowWeights w = weights[thread];
        w.of(update.predictor(), graph, update.stride(), sum, StrictMath.exp(scores.get(row, x)));
        return draw.draw(update.choices(), w.slope, w.level, x, w.here, u);
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
