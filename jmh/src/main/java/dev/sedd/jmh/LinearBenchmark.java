package dev.sedd.jmh;

import dev.sedd.kernels.Activation;
import dev.sedd.kernels.Epilogue;
import dev.sedd.kernels.Linear;
import dev.sedd.kernels.PackedMatrix;
import dev.sedd.kernels.Transpose;
import dev.sedd.kernels.Workers;
import dev.sedd.kernels.reference.GeluReference;
import dev.sedd.kernels.reference.GemmReference;
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

/** Y = X · Wᵀ with W packed once, plain and with GELU in the store. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class LinearBenchmark extends Settings {
    /** m x n x k, as in {@link GemmBenchmark}. */
    @Param({"256x1152x384", "256x384x384", "256x1536x384", "256x384x1536", "1024x768x768", "1024x3072x768"})
    public String shape;

    /** What the store does. */
    @Param({"NONE", "GELU_ERF"})
    public Activation activation;

    /** Threads. */
    @Param({"1", "2"})
    public int threads;

    private Workers workers;
    private int m;
    private int n;
    private int k;
    private float[] x;
    private PackedMatrix w;
    private Epilogue epilogue;
    private float[] y;

    /** Makes the operands and checks one product. */
    @Setup
    public void prepare() {
        int[] sizes = Numbers.sizes(shape);
        m = sizes[0];
        n = sizes[1];
        k = sizes[2];
        workers = Workers.of(threads);
        x = Numbers.normal((long) m * k, 1, 1);
        float[] weight = Numbers.normal((long) n * k, 0.05, 2);
        w = PackedMatrix.pack(Transpose.YES, k, n, weight, 0, k);
        epilogue = Epilogue.NONE.then(activation);
        y = new float[m * n];
        float[] expected = new float[m * n];
        GemmReference.multiply(Transpose.NO, Transpose.YES, m, n, k, 1, x, 0, k, weight, 0, k, 0, expected, 0, n);
        if (activation == Activation.GELU_ERF) {
            GeluReference.erf(m * n, expected, 0, expected, 0);
        }
        apply(new Flops());
        Numbers.requireClose(expected, y, 1e-5);
    }

    /** One layer. */
    @Benchmark
    public float[] apply(Flops flops) {
        Linear.apply(m, x, 0, k, w, epilogue, y, 0, n, workers);
        flops.product(m, n, k);
        return y;
    }

    /** Ends the threads. */
    @TearDown
    public void close() {
        workers.close();
    }
}
