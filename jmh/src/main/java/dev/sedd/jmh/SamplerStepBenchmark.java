package dev.sedd.jmh;

import dev.sedd.kernels.Workers;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Transformer;
import dev.sedd.model.sampling.Euler;
import dev.sedd.model.sampling.Predictor;
import dev.sedd.model.sampling.Prompt;
import dev.sedd.model.sampling.Sampler;
import dev.sedd.model.sampling.Tweedie;
import dev.sedd.model.score.LogScore;
import dev.sedd.model.score.ScoreFunction;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One step of a generation with the notebook's network, one text of 256 tokens: whole, and the drawing alone. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class SamplerStepBenchmark extends Settings {
    private static final int STEPS = 4;

    /** The predictor's steps and the denoising one. */
    private static final int ALL_STEPS = STEPS + 1;

    private static final Configuration CONFIGURATION = Network.NOTEBOOK.configuration();
    private static final Prompt PROMPT = Prompt.free(CONFIGURATION.length());

    /** How a step draws. */
    public enum Method {
        TWEEDIE(new Tweedie()),
        EULER(new Euler());

        private final Predictor predictor;

        Method(Predictor predictor) {
            this.predictor = predictor;
        }
    }

    /** How a step draws. */
    @Param({"TWEEDIE", "EULER"})
    public Method sampler;

    /** Threads. */
    @Param({"1", "2"})
    public int threads;

    private Workers workers;
    private Sampler whole;
    private Sampler drawing;

    /** Makes the samplers and checks that the threads change no token. */
    @Setup
    public void prepare() {
        workers = Workers.of(threads);
        Transformer network = new Transformer(CONFIGURATION, RandomWeights.of(CONFIGURATION), workers);
        whole = sampler(network, workers);
        drawing = sampler(new GivenScores(), workers);
        requireEqual(sampler(network, Workers.sequential()), whole);
        requireEqual(sampler(new GivenScores(), Workers.sequential()), drawing);
    }

    /** A step: the network's pass and the drawing. */
    @Benchmark
    @OperationsPerInvocation(ALL_STEPS)
    public int[][] step() {
        return whole.sample(PROMPT, 1, 1);
    }

    /** The drawing, from scores that are given. */
    @Benchmark
    @OperationsPerInvocation(ALL_STEPS)
    public int[][] draw() {
        return drawing.sample(PROMPT, 1, 1);
    }

    /** Ends the threads. */
    @TearDown
    public void close() {
        workers.close();
    }

    private Sampler sampler(ScoreFunction score, Workers team) {
        return new Sampler(score, CONFIGURATION.graph(), CONFIGURATION.noise(), sampler.predictor, STEPS, team);
    }

    private static void requireEqual(Sampler expected, Sampler actual) {
        if (!Arrays.deepEquals(expected.sample(PROMPT, 1, 1), actual.sample(PROMPT, 1, 1))) {
            throw new IllegalStateException("the tokens depend on the threads");
        }
    }

    /** Random scores, the same at every call. */
    private static final class GivenScores implements ScoreFunction {
        private final float[] values =
                Numbers.normal((long) CONFIGURATION.length() * CONFIGURATION.vocabularySize(), 1, 1);

        @Override
        public int vocabularySize() {
            return CONFIGURATION.vocabularySize();
        }

        @Override
        public int maxLength() {
            return CONFIGURATION.length();
        }

        @Override
        public void logScore(int batch, int length, int[] tokens, float[] sigma, LogScore out) {
            out.resize(batch * length);
            System.arraycopy(values, 0, out.values(), 0, values.length);
        }
    }
}
