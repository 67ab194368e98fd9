package dev.sedd.jmh;

import dev.sedd.kernels.Workers;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Transformer;
import dev.sedd.model.sampling.Prompt;
import dev.sedd.model.sampling.Sampler;
import dev.sedd.model.sampling.Step;
import dev.sedd.model.sampling.Tweedie;
import dev.sedd.model.score.LogScore;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The mean step of a whole generation with the paper's small network, 1024 tokens out of masks, and dense passes in between,
 * since a shared machine changes its speed from minute to minute. From step to step fewer positions are left that can change,
 * and only for these are scores computed. Their number falls in a straight line, to none before the denoising step, which then
 * computes nothing and is not counted. So the mean of fewer steps than a user takes is a little above that of more: of 23, the
 * share that is open is 0.52 in the mean, of 128 it is 0.50. Wants 4 GB of memory.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PublishedStepBenchmark extends Settings {
    private static final int STEPS = 23;

    /** After every so many steps there is a dense pass. */
    private static final int STEPS_BETWEEN = 6;

    private static final Configuration CONFIGURATION = Network.SMALL.configuration();

    /** What a generation consists of. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Means {
        /** The mean of all steps but the denoising one. */
        public double stepMilliseconds;

        /** The mean of the dense passes in between. */
        public double denseMilliseconds;

        /** Starts anew. */
        @Setup(Level.Iteration)
        public void reset() {
            stepMilliseconds = 0;
            denseMilliseconds = 0;
        }
    }

    /** Tokens that are given, the first ones. */
    @Param({"0", "512"})
    public int prompted;

    /** Threads. */
    @Param("2")
    public int threads;

    private Workers workers;
    private Transformer network;
    private Sampler sampler;
    private Prompt prompt;
    private LogScore scores;
    private long denseNanos;
    private int densePasses;

    /** Makes the network and the sampler. */
    @Setup
    public void prepare() {
        workers = Workers.of(threads);
        network = new Transformer(CONFIGURATION, RandomWeights.of(CONFIGURATION), workers);
        sampler = new Sampler(network, CONFIGURATION.graph(), CONFIGURATION.noise(), new Tweedie(), STEPS, workers);
        int[] given = new int[prompted];
        Arrays.setAll(given, i -> 17 * i);
        prompt = Prompt.prefixSuffix(CONFIGURATION.length(), given, new int[0]);
        scores = new LogScore(CONFIGURATION.vocabularySize());
    }

    /** A generation and the dense passes in it. Checks that the prompt stands and no mask is left. */
    @Benchmark
    public int[] generate(Means means) {
        denseNanos = 0;
        densePasses = 0;
        long start = System.nanoTime();
        int[] text = sampler.sample(prompt, 1, 1, 1, this::passBetween)[0];
        means.stepMilliseconds = (System.nanoTime() - start - denseNanos) * 1e-6 / STEPS;
        means.denseMilliseconds = denseNanos * 1e-6 / densePasses;
        for (int i = 0; i < text.length; i++) {
            if (i < prompted ? text[i] != prompt.token(i) : text[i] >= CONFIGURATION.vocabularySize() - 1) {
                throw new IllegalStateException("token " + text[i] + " at " + i);
            }
        }
        return text;
    }

    private void passBetween(Step step) {
        if (step.index() % STEPS_BETWEEN == STEPS_BETWEEN / 2) {
            long start = System.nanoTime();
            float[] sigma = {(float) CONFIGURATION.noise().total(step.time())};
            network.logScore(1, CONFIGURATION.length(), step.tokens(), sigma, scores);
            denseNanos += System.nanoTime() - start;
            densePasses++;
        }
    }

    /** Ends the threads. */
    @TearDown
    public void close() {
        workers.close();
    }
}
