package dev.sedd.jmh;

import dev.sedd.kernels.Gemm;
import dev.sedd.kernels.Transpose;
import dev.sedd.kernels.Workers;
import dev.sedd.kernels.internal.Strassen;
import dev.sedd.kernels.internal.View;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Square products with 0, 1 and 2 levels of Strassen's recursion: the crossover is where one level begins to win. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class StrassenBenchmark extends Settings {
    /** m = n = k. */
    @Param({"512", "1024", "2048", "4096"})
    public int size;

    /** How often the product is divided. */
    @Param({"0", "1", "2"})
    public int levels;

    /** Threads. */
    @Param({"1", "2"})
    public int threads;

    /** What two plain products of 4096² may differ by, of the largest entry; every level was seen to double it at most. */
    private static final double PLAIN_ERROR = 5e-6;

    private Workers workers;
    private View a;
    private View b;
    private View c;

    /** Makes the operands and checks one product against the plain one. */
    @Setup
    public void prepare() {
        workers = Workers.of(threads);
        float[] left = Numbers.normal((long) size * size, 1, 1);
        float[] right = Numbers.normal((long) size * size, 1, 2);
        float[] plain = new float[size * size];
        a = View.rowMajor(left, 0, size);
        b = View.rowMajor(right, 0, size);
        c = View.rowMajor(new float[size * size], 0, size);
        Gemm.PARALLEL.multiply(
                Transpose.NO,
                Transpose.NO,
                size,
                size,
                size,
                1,
                left,
                0,
                size,
                right,
                0,
                size,
                0,
                plain,
                0,
                size,
                workers);
        Numbers.requireClose(plain, multiply(), PLAIN_ERROR * (1 << levels));
    }

    /** One product. */
    @Benchmark
    public float[] multiply() {
        int crossover = (size >> levels) + 1;
        Strassen.multiply(size, size, size, 1, a, b, 0, c, workers, crossover);
        return c.array();
    }

    /** Ends the threads. */
    @TearDown
    public void close() {
        workers.close();
    }
}
