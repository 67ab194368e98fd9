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

/** SiLU, a copy of as much data, and the JDK's Math: the time of one element. */
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
        Numbers.requireClose(expected, scalar(), 1e-6);
    }

    /** One element. */
    @Benchmark
    @OperationsPerInvocation(N)
    public float[] apply() {
        Silu.apply(N, x, 0, y, 0);
        return y;
    }

    /** One element copied. */
    @Benchmark
    @OperationsPerInvocation(N)
    public float[] copy() {
        System.arraycopy(x, 0, y, 0, N);
        return y;
    }

    /** One element by the JDK's Math. */
    @Benchmark
    @OperationsPerInvocation(N)
    public float[] scalar() {
        for (int i = 0; i < N; i++) {
            y[i] = (float) (x[i] / (1 + Math.exp(-x[i])));
        }
        return y;
    }
}
