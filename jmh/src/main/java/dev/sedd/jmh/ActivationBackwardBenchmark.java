package dev.sedd.jmh;

import dev.sedd.kernels.Gelu;
import dev.sedd.kernels.Silu;
import dev.sedd.kernels.reference.GeluReference;
import dev.sedd.kernels.reference.SiluReference;
import java.util.function.DoubleUnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The backward passes of GELU, exact and by tanh, and SiLU, of the notebook's hidden layer. Beside them a copy of as much data. */
@State(Scope.Benchmark)
public class ActivationBackwardBenchmark extends Settings {
    private static final int N = 256 * 1536;

    private final float[] x = Numbers.normal(N, 3, 1);
    private final float[] dy = Numbers.normal(N, 1, 2);
    private final float[] dx = new float[N];
    private final float[] y = new float[N];

    /** Checks the results. */
    @Setup
    public void check() {
        Numbers.requireClose(expected(GeluReference::geluErfSlope), geluErf(), 1e-6);
        Numbers.requireClose(expected(GeluReference::geluTanhSlope), geluTanh(), 1e-6);
        Numbers.requireClose(expected(SiluReference::siluSlope), silu(), 1e-6);
    }

    private float[] expected(DoubleUnaryOperator slope) {
        float[] expected = new float[N];
        for (int i = 0; i < N; i++) {
            expected[i] = (float) (dy[i] * slope.applyAsDouble(x[i]));
        }
        return expected;
    }

    /** All elements, with the function's value again. */
    @Benchmark
    public float[] geluErf() {
        Gelu.erfBackward(N, x, 0, dy, 0, y, 0, dx, 0);
        return dx;
    }

    /** All elements, with the function's value again. */
    @Benchmark
    public float[] geluTanh() {
        Gelu.tanhBackward(N, x, 0, dy, 0, y, 0, dx, 0);
        return dx;
    }

    /** All elements. */
    @Benchmark
    public float[] silu() {
        Silu.backward(N, x, 0, dy, 0, dx, 0);
        return dx;
    }

    /** All elements copied. */
    @Benchmark
    public float[] copy() {
        System.arraycopy(x, 0, y, 0, N);
        return y;
    }
}
