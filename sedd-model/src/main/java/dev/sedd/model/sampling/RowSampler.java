package dev.sedd.model.sampling;

import dev.sedd.kernels.ExponentialDraw;
import dev.sedd.kernels.Workers;
import dev.sedd.model.graph.TransitionGraph;
import dev.sedd.model.random.CounterRandom;
import dev.sedd.model.score.LogScore;
import dev.sedd.model.score.RowSelection;
import dev.sedd.model.score.ScoreFunction;
import dev.sedd.model.score.ScoredRows;
import java.util.function.IntConsumer;

/**
 * Draws the tokens of a batch. A row is one position of one sample. Every row is drawn from its own scores with its own
 * random number, so that it does not matter which thread draws it, when, and what else is in the batch.
 *
 * <p>Only rows that can change are drawn, and only their scores are asked for. Rows are dealt to the threads in turn.
 */
final class RowSampler {
    /** Of a noise above this, e^d is all that a double has digits for, and Tweedie's weights may cancel. */
    private static final double MUCH_NOISE = 36;

    private final TransitionGraph graph;
    private final Prompt prompt;
    private final CounterRandom random;
    private final Workers workers;
    private final RowSelection open = new RowSelection();
    private final ExponentialDraw[] draws; // (threads)
    private final RowWeights[] weights; // (threads)
    private final int[] failures; // (threads): the first row that could not be drawn, or -1
    private final ScoredRows take = this::take; // made once: a step allocates nothing
    private final IntConsumer drawShare = this::drawShare;
    private int[] drawn = {}; // (open rows)

    // Of the step that is being made.
    private Update update;
    private int step;
    private int last;
    private int firstSample;
    private int[] tokens;

    // Of the rows whose scores have come.
    private LogScore scores;
    private int first;
    private int count;

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
    int[] start(int from, int samples) {
        int length = prompt.length();
        int[] tokens = new int[samples * length];
        for (int row = 0; row < tokens.length; row++) {
            int position = row % length;
            tokens[row] = prompt.fixed(position)
                    ? prompt.token(position)
                    : graph.limit(random.uniform(from + row / length, 0, position, 0));
        }
        return tokens;
    }

    /**
     * Finds the rows that can still change. Where there are none, scores are not needed.
     *
     * @param batch (samples, T)
     */
    RowSelection open(int[] batch) {
        int length = prompt.length();
        open.clear(batch.length / length, length);
        for (int row = 0; row < batch.length; row++) {
            if (!prompt.fixed(row % length) && graph.canChange(batch[row])) {
                open.add(row);
            }
        }
        return open;
    }

    /**
     * Draws every open row anew. Given tokens are not touched; nor are tokens that no step can change, whose weights would
     * be zero for all others.
     *
     * @param index the step's index, from 1, by which its random numbers are addressed
     * @param lastIndex the last step's index, for the message
     * @param batch (samples, T), of which {@link #open} has found the open ones; modified
     * @param sigma the noise of each sample
     * @throws ArithmeticException where the scores of a row give no weights to draw from
     */
    void draw(ScoreFunction score, Update how, int index, int lastIndex, int from, int[] batch, float[] sigma) {
        update = how;
        step = index;
        last = lastIndex;
        firstSample = from;
        tokens = batch;
        if (drawn.length < open.count()) {
            drawn = new int[open.count()];
        }
        score.logScore(open.batch(), open.length(), tokens, sigma, open, take);
        for (int i = 0; i < open.count(); i++) {
            tokens[open.row(i)] = drawn[i];
        }
    }

    /** Draws the open rows number {@code from} .. {@code from + rows}. */
    private void take(int from, int rows, LogScore theirs) {
        first = from;
        count = rows;
        scores = theirs;
        int threads = threads();
        workers.forEach(threads, drawShare);
        int failed = -1;
        for (int thread = 0; thread < threads; thread++) {
            boolean earlier = failures[thread] >= 0 && (failed < 0 || failures[thread] < failed);
            failed = earlier ? failures[thread] : failed;
        }
        if (failed >= 0) {
            int row = open.row(first + failed);
            throw new ArithmeticException("step " + step + " of " + last + ", sample "
                    + (firstSample + row / open.length()) + ", position " + row % open.length()
                    + ": no token can be drawn, because " + reason(failed));
        }
    }

    private int threads() {
        return Math.min(failures.length, count);
    }

    /** Draws a thread's share of the rows, up to the first that cannot be. */
    private void drawShare(int thread) {
        int threads = threads();
        failures[thread] = -1;
        for (int i = thread; i < count && failures[thread] < 0; i += threads) {
            int row = open.row(first + i);
            double u = random.uniform(firstSample + row / open.length(), step, row % open.length(), 0);
            try {
                drawn[first + i] = drawRow(tokens[row], i, thread, u);
            } catch (IllegalArgumentException noWeights) {
                failures[thread] = i;
            }
        }
    }

    private int drawRow(int x, int row, int thread, double u) {
        ExponentialDraw draw = draws[thread];
        double others = scores.ratios(row, x, draw);
        RowWeights w = weights[thread];
        w.compute(update.predictor(), graph, update.stride(), others, StrictMath.exp(scores.get(row, x)));
        return draw.draw(update.choices(), w.slope, w.level, w.here, u);
    }

    private String reason(int row) {
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
        String range = "log scores from " + low + " to " + high;
        boolean far = update.predictor() instanceof Tweedie && update.stride() > MUCH_NOISE;
        return far
                ? "the step takes away a noise of " + update.stride() + ", too much at once for " + range
                        + "; take more steps"
                : "the model's scores are out of bounds: " + range;
    }
}
