package dev.sedd.jmh;

import dev.sedd.kernels.Silu;
import dev.sedd.kernels.reference.SiluReference;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** SiLU: the time of one element. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SiluBenchmark extends Settings {
    private static final int N = 256 * 1536;

    private final float[] x = Numbers.normal(N, 3, 1);
    private final float[] y = new float[N];

    /** Checks the results. */
    @Setup
    public void check() {
        float[] expected = new float[N];
        SiluReference.apply(N, x, 0, expected, 0);
        Numbers.requireClose(expected, apply(), 1e-6);
    }

    /** One element. */
    @Benchmark
    @OperationsPerInvocation(N)
    public float[] apply() {
        Silu.apply(N, x, 0, y, 0);
        return y;
    }
}
