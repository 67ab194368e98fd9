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
 * One evaluation of the notebook's network by this project and by ONNX Runtime, which overflows the megabyte of stack that
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
     * library otherwise.
     */
    private static final double BOUND = 2e-3;

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

    /** Sequences at a time. */
    @Param({"1", "8"})
    public int batch;

    /** Threads. */
    @Param({"1", "2"})
    public int threads;

    private Pass pass;

    /** The network as ONNX, for batches of that size. */
    static Path file(int batch) {
        return Path.of(System.getProperty(FOLDER, "../shared/peers"), "nanogpt-b" + batch + ".onnx")
                .toAbsolutePath()
                .normalize();
    }

    /** Makes the network and checks that this project computes the same scores from the same weights. */
    @Setup
    public void prepare() throws OrtException {
        Configuration configuration = Network.NOTEBOOK.configuration();
        int[] tokens = new SplittableRandom(1)
                .ints((long) batch * configuration.length(), 0, configuration.vocabularySize())
                .toArray();
        float[] sigma = new float[batch];
        Arrays.fill(sigma, SIGMA);
        pass = pass(tokens, sigma);
        pass.run();
        try (Pass expected = new SeddPass(tokens, sigma, 1)) {
            expected.run();
            Numbers.requireClose(expected.result(), pass.result(), BOUND);
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

    private Pass pass(int[] tokens, float[] sigma) throws OrtException {
        return switch (engine) {
            case SEDD -> new SeddPass(tokens, sigma, threads);
            case ONNX_RUNTIME -> new OnnxPass(file(batch), tokens, sigma, threads);
        };
    }
}
