package dev.sedd.jmh;

import dev.sedd.kernels.Gemm;
import dev.sedd.kernels.Transpose;
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

/** C = A · Wᵀ as a linear layer computes it, W not packed beforehand, by every algorithm. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class GemmBenchmark extends Settings {
    /** The algorithm. */
    @Param({"NAIVE", "TILED", "VECTOR", "PARALLEL", "STRASSEN"})
    public Gemm algorithm;

    /** m x n x k: the products of the notebook's network, of the paper's small one, and squares. */
    @Param({
        "256x1152x384",
        "256x384x384",
        "256x1536x384",
        "256x384x1536",
        "1024x768x768",
        "1024x3072x768",
        "512x512x512",
        "1024x1024x1024",
        "2048x2048x2048",
        "4096x4096x4096"
    })
    public String shape;

    /** Threads of PARALLEL and STRASSEN. */
    @Param({"1", "2"})
    public int threads;

    private Workers workers;
    private int m;
    private int n;
    private int k;
    private float[] a;
    private float[] b;
    private float[] c;

    /** Makes the operands and checks one product. */
    @Setup
    public void prepare() {
        int[] sizes = Numbers.sizes(shape);
        m = sizes[0];
        n = sizes[1];
        k = sizes[2];
        workers = Workers.of(threads);
        a = Numbers.normal((long) m * k, 1, 1);
        b = Numbers.normal((long) n * k, 1, 2);
        c = new float[m * n];
        multiply(new Flops());
        Numbers.requireProduct(m, n, k, a, b, c);
    }

    /** One product. */
    @Benchmark
    public float[] multiply(Flops flops) {
        algorithm.multiply(Transpose.NO, Transpose.YES, m, n, k, 1, a, 0, k, b, 0, k, 0, c, 0, n, workers);
        flops.product(m, n, k);
        return c;
    }

    /** Ends the threads. */
    @TearDown
    public void close() {
        workers.close();
    }
}
