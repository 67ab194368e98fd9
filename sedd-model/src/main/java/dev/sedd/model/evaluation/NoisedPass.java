package dev.sedd.model.evaluation;

import dev.sedd.kernels.Workers;
import dev.sedd.model.graph.TransitionGraph;
import dev.sedd.model.noise.NoiseSchedule;
import dev.sedd.model.random.CounterRandom;
import dev.sedd.model.score.LogScore;
import dev.sedd.model.score.RowSelection;
import dev.sedd.model.score.ScoreFunction;
import java.util.Arrays;

/**
 * Noises every window of a text once, scores it, and takes the mean of a cost over its positions. Position i of window w
 * draws the number of address (w, draw, i, stream), and each window is summed in the order of its positions, so that batches
 * and threads change nothing.
 *
 * <p>A position that cannot change costs nothing, and is not scored: under absorb those that are not masked.
 */
final class NoisedPass {
    private final ScoreFunction score;
    private final TransitionGraph graph;
    private final NoiseSchedule noise;
    private final Windows windows;
    private final CounterRandom random;
    private final Workers workers;
    private final Runnable afterWindow;

    private final RowSelection open = new RowSelection(); // the rows of the batch that can change
    private final int batchSize;
    private final int[] batch; // (B) windows
    private final double[] sigma; // (B)
    private final int[] noised; // (B, T)
    private final double[] costs; // (B, T)

    /** A cost at one position. */
    @FunctionalInterface
    interface Cost {
        /**
         * The cost in nats.
         *
         * @param logScore V log scores from {@code off}
         * @param clean the token of the text
         * @param noised what noise has made of it
         * @param sigma total noise
         */
        double at(float[] logScore, int off, int clean, int noised, double sigma);
    }

    NoisedPass(
            ScoreFunction score,
            TransitionGraph graph,
            NoiseSchedule noise,
            Windows windows,
            CounterRandom random,
            Workers workers,
            int batchSize,
            Runnable afterWindow) {
        this.score = score;
        this.graph = graph;
        this.noise = noise;
        this.windows = windows;
        this.random = random;
        this.workers = workers;
        this.afterWindow = afterWindow;
        this.batchSize = Math.min(batchSize, windows.count());
        int positions = Math.multiplyExact(this.batchSize, windows.length());
        batch = new int[this.batchSize];
        sigma = new double[this.batchSize];
        noised = new int[positions];
        costs = new double[positions];
    }

    /**
     * Runs through the text.
     *
     * @param draw which draw
     * @param stream which of the streams of random numbers at a position
     * @param times (windows)
     * @return (windows) mean cost of a position
     * @throws ArithmeticException where a cost is not finite
     */
    double[] run(int draw, int stream, double[] times, Cost cost) {
        double[] means = new double[windows.count()];
        int next = 0;
        while (next < windows.count()) {
            int size = 0;
            int first = next;
            while (size < batchSize && next < windows.count()) {
                sigma[size] = noise.total(times[next]);
                batch[size] = next;
                if (addNoise(size, draw, stream)) {
                    size++;
                }
                next++;
            }
            if (size > 0) {
                costs(size, cost, means);
            }
            for (int i = first; i < next; i++) {
                afterWindow.run();
            }
        }
        return means;
    }

    /** Fills a place of the batch; whether any of its positions can change. */
    private boolean addNoise(int place, int draw, int stream) {
        boolean open = false;
        for (int i = 0; i < windows.length(); i++) {
            int clean = windows.token(batch[place], i);
            if (clean >= graph.tokens()) {
                throw new IllegalArgumentException("token " + clean + " at position " + i + " of window " + batch[place]
                        + " is not one of the " + graph.tokens() + " tokens of text");
            }
            int x = graph.perturb(clean, sigma[place], random.uniform(batch[place], draw, i, stream));
            noised[place * windows.length() + i] = x;
            open |= graph.canChange(x);
        }
        return open;
    }

    private void costs(int size, Cost cost, double[] means) {
        int length = windows.length();
        float[] levels = new float[size];
        for (int b = 0; b < size; b++) {
            levels[b] = (float) sigma[b];
        }
        open.selectWhere(size, length, noised, graph::canChange);
        Arrays.fill(costs, 0, size * length, 0);
        score.logScore(size, length, noised, levels, open, (first, count, scores) -> costs(first, count, scores, cost));
        for (int b = 0; b < size; b++) {
            double sum = 0;
            for (int i = 0; i < length; i++) {
                sum += checked(costs[b * length + i], batch[b], i);
            }
            means[batch[b]] = sum / length;
        }
    }

    /** The costs of the open rows number {@code first} .. {@code first + count}. */
    private void costs(int first, int count, LogScore scores, Cost cost) {
        workers.forEach(count, i -> {
            int row = open.row(first + i);
            int b = row / open.length();
            int clean = windows.token(batch[b], open.position(first + i));
            costs[row] = cost.at(scores.values(), i * scores.vocabularySize(), clean, noised[row], sigma[b]);
        });
    }

    private static double checked(double cost, int window, int position) {
        if (!Double.isFinite(cost)) {
            throw new ArithmeticException("window " + window + ", position " + position
                    + ": the model's scores are not finite or out of bounds; the loss there is " + cost);
        }
        return cost;
    }
}
