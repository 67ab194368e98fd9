package dev.sedd.jmh;

import dev.sedd.kernels.Storage;
import dev.sedd.kernels.Workers;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Transformer;
import dev.sedd.model.score.LogScore;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One evaluation of a whole network on full-length sequences, with random weights. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ForwardPassBenchmark extends Settings {
    private static final float SIGMA = 0.7f;

    /** The network; SMALL wants 5 GB of memory. */
    @Param("NOTEBOOK")
    public Network network;

    /** What its packed matrices hold. */
    @Param("FLOAT32")
    public Storage storage;

    /** Sequences at a time. */
    @Param({"1", "8"})
    public int batch;

    /** Threads. */
    @Param({"1", "2"})
    public int threads;

    private Workers workers;
    private Transformer transformer;
    private int length;
    private int[] tokens;
    private float[] sigma;
    private LogScore out;

    /** A pass with those parameters, for benchmarks that compare it with others; prepared. */
    static ForwardPassBenchmark of(Network network, Storage storage, int batch, int threads) {
        ForwardPassBenchmark pass = new ForwardPassBenchmark();
        pass.network = network;
        pass.storage = storage;
        pass.batch = batch;
        pass.threads = threads;
        pass.prepare();
        return pass;
    }

    /** Makes the network and checks that more threads and sequences change no bit of the first sequence's scores. */
    @Setup
    public void prepare() {
        Configuration configuration = network.configuration();
        workers = Workers.of(threads);
        transformer = new Transformer(configuration, RandomWeights.of(configuration), storage, workers);
        length = configuration.length();
        SplittableRandom random = new SplittableRandom(1);
        tokens = random.ints((long) batch * length, 0, configuration.vocabularySize())
                .toArray();
        sigma = new float[batch];
        Arrays.fill(sigma, SIGMA);
        out = new LogScore(configuration.vocabularySize());
        int first = length * configuration.vocabularySize();
        float[] actual = Arrays.copyOf(forward().values(), first);
        Transformer alone =
                new Transformer(configuration, RandomWeights.of(configuration), storage, Workers.sequential());
        LogScore expected = new LogScore(configuration.vocabularySize());
        alone.logScore(1, length, Arrays.copyOf(tokens, length), new float[] {SIGMA}, expected);
        if (!Arrays.equals(Arrays.copyOf(expected.values(), first), actual)) {
            throw new IllegalStateException("the scores depend on the batch or on the threads");
        }
    }

    /** One pass. */
    @Benchmark
    public LogScore forward() {
        transformer.logScore(batch, length, tokens, sigma, out);
        return out;
    }

    /** Ends the threads. */
    @TearDown
    public void close() {
        workers.close();
    }
}
