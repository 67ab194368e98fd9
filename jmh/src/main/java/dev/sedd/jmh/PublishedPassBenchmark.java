package dev.sedd.jmh;

import dev.sedd.kernels.Storage;
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
 * Dense passes of the paper's small network in turns: one text, with weights in bfloat16, and four texts at once. Wants 7 GB of
 * memory.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PublishedPassBenchmark extends Settings {
    private static final int ROUNDS = 6;

    /** Milliseconds of a pass. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Passes {
        /** Of one text. */
        public double oneMilliseconds;

        /** Of one text, with weights in bfloat16. */
        public double bfloat16Milliseconds;

        /** Of four texts. */
        public double fourMilliseconds;

        /** Starts anew. */
        @Setup(Level.Iteration)
        public void reset() {
            oneMilliseconds = 0;
            bfloat16Milliseconds = 0;
            fourMilliseconds = 0;
        }
    }

    /** Threads. */
    @Param("2")
    public int threads;

    private ForwardPassBenchmark one;
    private ForwardPassBenchmark bfloat16;
    private ForwardPassBenchmark four;

    /** Makes the networks and checks each. */
    @Setup
    public void prepare() {
        one = ForwardPassBenchmark.of(Network.SMALL, Storage.FLOAT32, 1, threads);
        bfloat16 = ForwardPassBenchmark.of(Network.SMALL, Storage.BFLOAT16, 1, threads);
        four = ForwardPassBenchmark.of(Network.SMALL, Storage.FLOAT32, 4, threads);
    }

    /** Some turns of each. */
    @Benchmark
    public void take(Passes passes) throws InterruptedException {
        double[] milliseconds = Turns.milliseconds(ROUNDS, one::forward, bfloat16::forward, four::forward);
        passes.oneMilliseconds = milliseconds[0];
        passes.bfloat16Milliseconds = milliseconds[1];
        passes.fourMilliseconds = milliseconds[2];
    }

    /** Ends the threads. */
    @TearDown
    public void close() {
        one.close();
        bfloat16.close();
        four.close();
    }
}
