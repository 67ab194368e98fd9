package dev.sedd.model.sampling;

import dev.sedd.kernels.Workers;
import dev.sedd.model.graph.TransitionGraph;
import dev.sedd.model.noise.NoiseSchedule;
import dev.sedd.model.random.CounterRandom;
import dev.sedd.model.score.ScoreFunction;
import java.util.Arrays;
import java.util.Objects;

/**
 * Runs the reverse process: from noise at time 1 in N equal steps of a {@link Predictor} to time t_N = 1e-5, and from
 * there in one denoising step to text (Lou et al. 2024, section 4). Each of the N + 1 steps evaluates the
 * score once, for the positions alone whose token can still change, and not at all where there are none.
 *
 * <p>Tokens that a {@link Prompt} gives are never touched, and all others are drawn with these in view. Under the
 * absorbing graph that gives the conditional law, in the limit of many steps: a token of text looks the same at all
 * levels of noise. Under the uniform graph it is an approximation, since there the score takes some of the given tokens
 * for noise.
 *
 * <p>Random numbers are addressed by (seed; sample, step, position), where the sample counts over all batches and the
 * start is step 0. So a sample depends on the seed and its own index alone: not on how many are drawn, in what batches,
 * or by how many threads, provided that the score of a sequence does not either.
 *
 * <p>A sampler holds no state; it may be used from several threads at once where its score function may.
 */
public final class Sampler {
    /** t_N, as in the published code: where no noise is left but what the denoising step takes away. */
    private static final double LAST_TIME = 1e-5;

    private final ScoreFunction score;
    private final TransitionGraph graph;
    private final NoiseSchedule noise;
    private final Predictor predictor;
    private final int steps;
    private final Workers workers;

    /**
     * A sampler.
     *
     * @param score the model's score, over the graph's vocabulary
     * @param graph the graph that the score was trained for
     * @param noise the schedule that it was trained for
     * @param steps N, at least 1; more steps follow the model's law more closely and take longer
     * @param workers the threads that draw tokens
     * @throws IllegalArgumentException where {@code steps} &lt; 1 or the vocabularies differ
     */
    public Sampler(
            ScoreFunction score,
            TransitionGraph graph,
            NoiseSchedule noise,
            Predictor predictor,
            int steps,
            Workers workers) {
        this.score = Objects.requireNonNull(score, "score");
        this.graph = Objects.requireNonNull(graph, "graph");
        this.noise = Objects.requireNonNull(noise, "noise");
        this.predictor = Objects.requireNonNull(predictor, "predictor");
        this.workers = Objects.requireNonNull(workers, "workers");
        this.steps = atLeastOne("steps", steps);
        if (score.vocabularySize() != graph.vocabularySize()) {
            throw new IllegalArgumentException("the score's vocabulary of " + score.vocabularySize()
                    + " is not the graph's of " + graph.vocabularySize());
        }
    }

    /** {@link #sample(Prompt, int, int, long, StepListener)} in one batch, unwatched. */
    public int[][] sample(Prompt prompt, int samples, long seed) {
        return sample(prompt, samples, samples, seed, StepListener.NONE);
    }

    /**
     * Draws samples.
     *
     * @param prompt the length T, and what is given
     * @param samples how many, at least 1
     * @param batchSize how many at once, at least 1; of no influence on what is drawn
     * @param seed any number; the same one gives the same samples
     * @param listener called after every step of every batch
     * @return (samples, T): tokens of text, the mask never among them
     * @throws IllegalArgumentException where a number is out of range, or the prompt is longer than the model allows or
     *     gives what is no token
     * @throws ArithmeticException where no token can be drawn: scores are not finite or out of bounds, or a step takes away too
     *     much noise; the message says which, and where
     */
    public int[][] sample(Prompt prompt, int samples, int batchSize, long seed, StepListener listener) {
        Objects.requireNonNull(listener, "listener");
        atLeastOne("samples", samples);
        atLeastOne("batchSize", batchSize);
        check(prompt, Math.min(samples, batchSize));
        RowSampler rows = new RowSampler(graph, prompt, new CounterRandom(seed), workers);
        int length = prompt.length();
        int[][] drawn = new int[samples][];
        for (int first = 0; first < samples; ) {
            int size = Math.min(batchSize, samples - first);
            int[] tokens = sampleBatch(rows, first, size, length, listener);
            for (int i = 0; i < size; i++) {
                drawn[first + i] = Arrays.copyOfRange(tokens, i * length, (i + 1) * length);
            }
            first += size;
        }
        return drawn;
    }

    private int[] sampleBatch(RowSampler rows, int first, int size, int length, StepListener listener) {
        int last = steps + 1;
        float[] sigma = new float[size];
        int[] tokens = rows.start(first, size);
        listener.onStep(new Step(0, last, 1, first, size, length, tokens));
        for (int i = 0; i <= steps; i++) {
            double t = time(i);
            double next = i < steps ? time(i + 1) : 0;
            if (rows.open(tokens).count() > 0) {
                Arrays.fill(sigma, (float) noise.total(t));
                Update update = i < steps
                        ? Update.predicting(predictor, graph, noise, t, next)
                        : Update.denoising(graph, noise, t);
                rows.draw(score, update, i + 1, last, first, tokens, sigma);
            }
            listener.onStep(new Step(i + 1, last, next, first, size, length, tokens));
        }
        return tokens;
    }

    /** t_i = 1 − i (1−t_N)/N, from 1 at i = 0 to t_N at i = N. */
    private double time(int i) {
        return (steps - i + i * LAST_TIME) / steps;
    }

    private void check(Prompt prompt, int batch) {
        int length = prompt.length();
        if (length > score.maxLength()) {
            throw new IllegalArgumentException(
                    "a length of " + length + " tokens is more than the model's " + score.maxLength());
        }
        if ((long) batch * length > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("a batch of " + batch + " samples of " + length
                    + " tokens is too large for an array; use a smaller batch");
        }
        for (int i = 0; i < length; i++) {
            if (prompt.fixed(i) && prompt.token(i) >= graph.tokens()) {
                throw new IllegalArgumentException("the token " + prompt.token(i) + " given at position " + i
                        + " is not one of the " + graph.tokens() + " tokens of text");
            }
        }
    }

    private static int atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + "=" + value + " < 1");
        }
        return value;
    }
}
