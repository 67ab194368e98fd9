package dev.sedd.jmh;

import dev.sedd.kernels.FmaPeak;
import dev.sedd.kernels.Workers;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Fused multiply-adds in registers and nothing else: what every product is a share of. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class FmaPeakBenchmark extends Settings {
    /** Threads. */
    @Param({"1", "2"})
    public int threads;

    private Workers workers;

    /** Starts the threads. */
    @Setup
    public void prepare() {
        workers = Workers.of(threads);
    }

    /** One slice of about a third of a millisecond. */
    @Benchmark
    public double run(Flops flops) {
        long start = System.nanoTime();
        double rate = FmaPeak.gflops(workers, 0);
        flops.gflop += rate * (System.nanoTime() - start) * 1e-9;
        return rate;
    }

    /** Ends the threads. */
    @TearDown
    public void close() {
        workers.close();
    }
}
