package dev.sedd.jmh.peers;

import ai.onnxruntime.OrtException;
import dev.sedd.jmh.Network;
import dev.sedd.jmh.Numbers;
import dev.sedd.jmh.Settings;
import dev.sedd.model.network.Configuration;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One evaluation of a network by this project and by ONNX Runtime, which overflows the megabyte of stack that
 * Java gives a thread: both have eight, as a native program has.
 */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "--sun-misc-unsafe-memory-access=allow", "-Xss8m"})
public class PeerForwardPassBenchmark extends Settings {
    /** The system property that names the folder of the ONNX files, {@value}. */
    static final String FOLDER = "onnx";

    private static final float SIGMA = 0.7f;

    /**
     * With constant weights every row is constant but for rounding, which LayerNorm then magnifies by 1/√1e-5, in each
     * library otherwise. In the paper's network the stream grows to 7533, whose rounding alone makes rows of order 1 that
     * the output layer turns into 0.19 of a score of 11.2.
     */
    private static double bound(Network network) {
        return network == Network.SMALL ? 2e-2 : 2e-3;
    }

    /** Who computes it. */
    public enum Library {
        /** This project. */
        SEDD,
        /** ONNX Runtime. */
        ONNX_RUNTIME
    }

    /** Who computes it. */
    @Param({"SEDD", "ONNX_RUNTIME"})
    public Library engine;

    /** The network; SMALL wants 5 GB of memory. */
    @Param("NOTEBOOK")
    public Network network;

    /** Sequences at a time. */
    @Param({"1", "8"})
    public int batch;

    /** Threads. */
    @Param({"1", "2"})
    public int threads;

    private Pass pass;

    /** The network as ONNX, for batches of that size. */
    static Path file(Network network, int batch) {
        String name = network == Network.NOTEBOOK ? "nanogpt" : "sedd-small";
        return Path.of(System.getProperty(FOLDER, "../shared/peers"), name + "-b" + batch + ".onnx")
                .toAbsolutePath()
                .normalize();
    }

    /** Makes the network and checks that this project computes the same scores from the same weights. */
    @Setup
    public void prepare() throws OrtException {
        Configuration configuration = ConstantWeights.configuration(network);
        int[] tokens = new SplittableRandom(1)
                .ints((long) batch * configuration.length(), 0, configuration.vocabularySize())
                .toArray();
        float[] sigma = new float[batch];
        Arrays.fill(sigma, SIGMA);
        pass = pass(configuration, tokens, sigma);
        pass.run();
        try (Pass expected = new SeddPass(configuration, tokens, sigma, 1)) {
            expected.run();
            Numbers.requireClose(expected.result(), pass.result(), bound(network));
        }
    }

    /** One pass. */
    @Benchmark
    public Object forward() {
        pass.run();
        return pass;
    }

    /** Ends threads and frees memory. */
    @TearDown
    public void close() {
        pass.close();
    }

    private Pass pass(Configuration configuration, int[] tokens, float[] sigma) throws OrtException {
        return switch (engine) {
            case SEDD -> new SeddPass(configuration, tokens, sigma, threads);
            case ONNX_RUNTIME ->
                new OnnxPass(file(network, batch), configuration.vocabularySize(), tokens, sigma, threads);
        };
    }
}
