package dev.sedd.jmh;

import dev.sedd.kernels.Gelu;
import dev.sedd.kernels.reference.GeluReference;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * GELU of the notebook's hidden layer, exact and by tanh, a copy of as much data, and the form by tanh with the JDK's Math,
 * which has no error function: the time of one element.
 */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GeluBenchmark extends Settings {
    private static final int N = 256 * 1536;
    private static final double ROOT = Math.sqrt(2 / Math.PI);

    private final float[] x = Numbers.normal(N, 3, 1);
    private final float[] y = new float[N];

    /** Checks the results. */
    @Setup
    public void check() {
        float[] expected = new float[N];
        GeluReference.erf(N, x, 0, expected, 0);
        Numbers.requireClose(expected, erf(), 1e-6);
        GeluReference.tanh(N, x, 0, expected, 0);
        Numbers.requireClose(expected, tanh(), 1e-6);
        Numbers.requireClose(expected, scalar(), 1e-6);
    }

    /** One element. */
    @Benchmark
    @OperationsPerInvocation(N)
    public float[] erf() {
        Gelu.erf(N, x, 0, y, 0);
        return y;
    }

    /** One element. */
    @Benchmark
    @OperationsPerInvocation(N)
    public float[] tanh() {
        Gelu.tanh(N, x, 0, y, 0);
        return y;
    }

    /** One element copied. */
    @Benchmark
    @OperationsPerInvocation(N)
    public float[] copy() {
        System.arraycopy(x, 0, y, 0, N);
        return y;
    }

    /** One element of the form by tanh, by the JDK's Math. */
    @Benchmark
    @OperationsPerInvocation(N)
    public float[] scalar() {
        for (int i = 0; i < N; i++) {
            double v = x[i];
            y[i] = (float) (0.5 * v * (1 + Math.tanh(ROOT * (v + 0.044715 * v * v * v))));
        }
        return y;
    }
}
