package dev.sedd.model.evaluation;

import dev.sedd.kernels.Workers;
import dev.sedd.model.graph.TransitionGraph;
import dev.sedd.model.loss.ScoreEntropy;
import dev.sedd.model.noise.NoiseSchedule;
import dev.sedd.model.noise.TimeRange;
import dev.sedd.model.random.CounterRandom;
import dev.sedd.model.score.ScoreFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * An upper bound of −ln p(x0), the text's negative log likelihood under the model:
 *
 * <pre>   ∫ σ̄'(t) E[score entropy of x_t] dt from t_min to 1  +  E[−ln p(x0 | x_{t_min})]  +  KL(p(x_1 | x0) ‖ prior)</pre>
 *
 * <p>That is theorem 3.6 of Lou et al. 2024 from t_min on, where it has 0; what lies before is the start term. The model is the exact
 * reverse process that begins with the prior and is run to t_min. {@code Sampler} comes near it: it begins with the graph's limit, and its
 * steps, of which there are N, draw each position by itself.
 *
 * <p>The first two are estimated: every window of the text is noised several times, at times that are stratified over
 * the windows. The draws are independent of each other, so the spread of their means gives the error, however much the
 * windows differ. The start term's error is taken from its spread over draws and windows, which can only be too large. The
 * prior is exact.
 *
 * <p>Deterministic: a seed gives the same bytes for any number of threads and any batch size. Holds no state: it may be used from
 * several threads at once where its score function may.
 */
public final class LikelihoodBound {
    private static final int LEVELS = 10;
    private static final int DIFFUSION_NOISE = 0;
    private static final int START_NOISE = 1;

    private final TransitionGraph graph;
    private final NoiseSchedule noise;
    private final ScoreEntropy entropy;
    private final ScoreFunction score;
    private final Workers workers;

    /**
     * The bound of a model.
     *
     * @param score the model's score; its vocabulary is the graph's
     * @param workers the threads that compute costs from scores
     */
    public LikelihoodBound(ScoreFunction score, TransitionGraph graph, NoiseSchedule noise, Workers workers) {
        this.score = Objects.requireNonNull(score, "score");
        this.graph = Objects.requireNonNull(graph, "graph");
        this.noise = Objects.requireNonNull(noise, "noise");
        this.workers = Objects.requireNonNull(workers, "workers");
        this.entropy = new ScoreEntropy(graph);
        if (score.vocabularySize() != graph.vocabularySize()) {
            throw new IllegalArgumentException("the score's vocabulary of " + score.vocabularySize()
                    + " is not the graph's of " + graph.vocabularySize());
        }
    }

    /**
     * Evaluates a text.
     *
     * @param afterWindow called {@link MonteCarlo#evaluations} times in all
     * @throws IllegalArgumentException where the windows are longer than the model allows, hold what is no token of
     *     text, or a batch does not fit an array
     * @throws ArithmeticException where the model's scores are not finite; the message says where
     */
    public Evaluation evaluate(Windows windows, MonteCarlo plan, Runnable afterWindow) {
        if (windows.length() > score.maxLength()) {
            throw new IllegalArgumentException(
                    "windows of " + windows.length() + " tokens are longer than the model's " + score.maxLength());
        }
        CounterRandom random = new CounterRandom(plan.seed());
        NoisedPass pass = new NoisedPass(score, graph, noise, windows, random, workers, plan.batchSize(), afterWindow);
        double[][] times = new double[plan.draws()][];
        double[][] losses = new double[plan.draws()][];
        for (int draw = 0; draw < plan.draws(); draw++) {
            times[draw] = Times.of(random, draw, windows.count());
            losses[draw] = pass.run(draw, DIFFUSION_NOISE, times[draw], entropy::value);
            for (int w = 0; w < windows.count(); w++) {
                losses[draw][w] *= noise.rate(times[draw][w]);
            }
        }
        Estimate loss = Estimate.of(means(losses));
        Estimate diffusion = loss.times(1 - TimeRange.START);
        Estimate start = start(pass, windows.count(), plan.startDraws());
        double prior = PriorTerm.nats(graph, noise.total(1));
        Estimate bound = diffusion.plus(start).plus(prior);
        return new Evaluation(
                windows.count(),
                windows.length(),
                plan,
                TimeRange.START,
                loss,
                diffusion,
                start,
                prior,
                bound,
                levels(times, losses));
    }

    private Estimate start(NoisedPass pass, int windows, int draws) {
        double[] times = new double[windows];
        Arrays.fill(times, TimeRange.START);
        double[] all = new double[Math.multiplyExact(windows, draws)];
        for (int draw = 0; draw < draws; draw++) {
            double[] costs = pass.run(draw, START_NOISE, times, this::startCost);
            System.arraycopy(costs, 0, all, draw * windows, windows);
        }
        return Estimate.of(all);
    }

    private double startCost(float[] logScore, int off, int clean, int noised, double sigma) {
        return StartTerm.nats(graph, logScore, off, clean, noised, sigma);
    }

    private List<NoiseLevel> levels(double[][] times, double[][] losses) {
        List<NoiseLevel> levels = new ArrayList<>();
        for (int level = 0; level < LEVELS; level++) {
            double[] sums = new double[times.length];
            int[] counts = new int[times.length];
            int count = 0;
            for (int draw = 0; draw < times.length; draw++) {
                for (int w = 0; w < times[draw].length; w++) {
                    if (level(times[draw][w]) == level) {
                        sums[draw] += losses[draw][w];
                        counts[draw]++;
                    }
                }
                count += counts[draw];
            }
            double from = edge(level);
            double to = edge(level + 1);
            Estimate loss = Estimate.ofRatio(sums, counts);
            levels.add(new NoiseLevel(from, to, noise.total(from), noise.total(to), count, loss));
        }
        return levels;
    }

    private static int level(double time) {
        return StrictMath.min(LEVELS - 1, (int) ((time - TimeRange.START) / (1 - TimeRange.START) * LEVELS));
    }

    private static double edge(int level) {
        return level == LEVELS ? 1 : TimeRange.START + (1 - TimeRange.START) * level / LEVELS;
    }

    private static double[] means(double[][] losses) {
        double[] means = new double[losses.length];
        for (int draw = 0; draw < losses.length; draw++) {
            for (double loss : losses[draw]) {
                means[draw] += loss;
            }
            means[draw] /= losses[draw].length;
        }
        return means;
    }
}
