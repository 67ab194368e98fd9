package dev.sedd.jmh;

import dev.sedd.kernels.Workers;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Transformer;
import dev.sedd.model.sampling.Prompt;
import dev.sedd.model.sampling.Sampler;
import dev.sedd.model.sampling.Tweedie;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The mean step of a whole generation with the paper's small network: 1024 tokens out of masks. From step to step fewer
 * positions are left that can change, and only for these are scores computed. Their number falls in a straight line, whatever
 * the number of steps, so that fewer than a user takes give the same mean. Wants 3 GB of memory.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PublishedStepBenchmark extends Settings {
    private static final int STEPS = 31;

    /** The predictor's steps and the denoising one. */
    private static final int ALL_STEPS = STEPS + 1;

    private static final Configuration CONFIGURATION = Network.SMALL.configuration();

    /** Tokens that are given, the first ones. */
    @Param({"0", "512"})
    public int prompted;

    /** Threads. */
    @Param("2")
    public int threads;

    private Workers workers;
    private Sampler sampler;
    private Prompt prompt;

    /** Makes the network and the sampler. */
    @Setup
    public void prepare() {
        workers = Workers.of(threads);
        Transformer network = new Transformer(CONFIGURATION, RandomWeights.of(CONFIGURATION), workers);
        sampler = new Sampler(network, CONFIGURATION.graph(), CONFIGURATION.noise(), new Tweedie(), STEPS, workers);
        int[] given = new int[prompted];
        Arrays.setAll(given, i -> 17 * i);
        prompt = Prompt.prefixSuffix(CONFIGURATION.length(), given, new int[0]);
    }

    /** A generation; the time is that of one step. Checks that the prompt stands and no mask is left. */
    @Benchmark
    @OperationsPerInvocation(ALL_STEPS)
    public int[] step() {
        int[] text = sampler.sample(prompt, 1, 1)[0];
        for (int i = 0; i < text.length; i++) {
            if (i < prompted ? text[i] != prompt.token(i) : text[i] >= CONFIGURATION.vocabularySize() - 1) {
                throw new IllegalStateException("token " + text[i] + " at " + i);
            }
        }
        return text;
    }

    /** Ends the threads. */
    @TearDown
    public void close() {
        workers.close();
    }
}
