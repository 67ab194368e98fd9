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

/** C = A · Wᵀ where overhead and edges count: small, odd and thin products on one thread, nothing packed beforehand. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class SmallGemmBenchmark extends Settings {
    /** m x n x k: cubes on and off the microkernel's sizes, primes, vectors, thin panels. */
    @Param({
        "1x1x1",
        "4x4x4",
        "7x5x3",
        "8x8x8",
        "13x11x17",
        "16x16x16",
        "31x29x23",
        "32x32x32",
        "47x53x59",
        "64x64x64",
        "1x64x64",
        "64x1x64",
        "64x64x1",
        "5x64x37",
        "1021x3x64",
        "3x1021x64"
    })
    public String shape;

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
        a = Numbers.normal((long) m * k, 1, 1);
        b = Numbers.normal((long) n * k, 1, 2);
        c = new float[m * n];
        multiply(new Flops());
        Numbers.requireProduct(m, n, k, a, b, c);
    }

    /** One product. */
    @Benchmark
    public float[] multiply(Flops flops) {
        Workers workers = Workers.sequential();
        Gemm.PARALLEL.multiply(Transpose.NO, Transpose.YES, m, n, k, 1, a, 0, k, b, 0, k, 0, c, 0, n, workers);
        flops.product(m, n, k);
        return c;
    }
}
