package dev.sedd.jmh.peers;

import ai.onnxruntime.OrtException;
import dev.sedd.jmh.Network;
import dev.sedd.jmh.Numbers;
import dev.sedd.jmh.RandomWeights;
import dev.sedd.jmh.Settings;
import dev.sedd.jmh.Turns;
import dev.sedd.model.checkpoint.ArrayTensors;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One evaluation of a network by this project and by ONNX Runtime, in turns. That overflows the megabyte of stack that Java
 * gives a thread: here it has eight, as a native program has.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "--sun-misc-unsafe-memory-access=allow", "-Xss8m"})
public class PeerForwardPassBenchmark extends Settings {
    private static final int ROUNDS = 8;
    private static final float SIGMA = 0.7f;

    /** How far scores may differ, of the largest. */
    private static final double BOUND = 5e-6;

    /** Milliseconds of a pass. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Passes {
        /** This project's. */
        public double seddMilliseconds;

        /** ONNX Runtime's. */
        public double onnxMilliseconds;

        /** Starts anew. */
        @Setup(Level.Iteration)
        public void reset() {
            seddMilliseconds = 0;
            onnxMilliseconds = 0;
        }
    }

    /** The network; SMALL wants some gigabytes of memory. */
    @Param("NOTEBOOK")
    public Network network;

    /** Sequences at a time. */
    @Param({"1", "8"})
    public int batch;

    /** Threads. */
    @Param({"1", "2"})
    public int threads;

    private SeddPass sedd;
    private OnnxPass onnx;

    /** The network as PyTorch exported it, for batches of that size. */
    private static byte[] file(Network network, int batch) throws IOException {
        String name = (network == Network.NOTEBOOK ? "nanogpt" : "sedd-small") + "-b" + batch + ".onnx";
        try (InputStream stream = PeerForwardPassBenchmark.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IOException(
                        "there is no " + name + ": network=" + network + " was not exported for batch=" + batch);
            }
            return stream.readAllBytes();
        }
    }

    /** The network as the file has it, which leaves the scaling by σ out. */
    private static Configuration configuration(Network network) {
        Configuration c = network.configuration();
        return new Configuration(
                c.family(),
                c.graph(),
                c.noise(),
                c.hiddenSize(),
                c.condDim(),
                c.length(),
                c.blocks(),
                c.heads(),
                false,
                c.dropout());
    }

    /** Makes the network twice, and checks that both compute the same scores. */
    @Setup
    public void prepare() throws IOException, OrtException {
        Configuration configuration = configuration(network);
        Weights weights = RandomWeights.of(configuration);
        int vocabulary = configuration.vocabularySize();
        int[] tokens = new SplittableRandom(1)
                .ints((long) batch * configuration.length(), 0, vocabulary)
                .toArray();
        float[] sigma = new float[batch];
        Arrays.fill(sigma, SIGMA);
        OnnxNetwork file = new OnnxNetwork(file(network, batch), ArrayTensors.of(configuration, weights));
        onnx = new OnnxPass(file, vocabulary, tokens, sigma, threads);
        sedd = new SeddPass(configuration, weights, tokens, sigma, threads);
        onnx.run();
        sedd.run();
        Numbers.requireClose(onnx.result(), sedd.result(), BOUND);
    }

    /** Some turns of each. */
    @Benchmark
    public void forward(Passes passes) throws InterruptedException {
        double[] milliseconds = Turns.milliseconds(ROUNDS, sedd::run, onnx::run);
        passes.seddMilliseconds = milliseconds[0];
        passes.onnxMilliseconds = milliseconds[1];
    }

    /** Ends threads and frees memory. */
    @TearDown
    public void close() {
        sedd.close();
        onnx.close();
    }
}
