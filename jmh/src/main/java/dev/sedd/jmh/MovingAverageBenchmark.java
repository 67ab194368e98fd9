package dev.sedd.jmh;

import dev.sedd.kernels.MovingAverage;
import dev.sedd.kernels.reference.AdamReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The moving average of a million weights, which lie beyond the caches. Beside it a copy of them. */
@State(Scope.Benchmark)
public class MovingAverageBenchmark extends Settings {
    private static final int N = 1 << 20;
    private static final float SHARE = 1e-3f;

    private final float[] x = Numbers.normal(N, 1, 1);
    private final float[] y = Numbers.normal(N, 1, 2);
    private final float[] z = new float[N];

    /** Checks the result. */
    @Setup
    public void check() {
        double[] expected = Numbers.doubles(y);
        AdamReference.average(SHARE, Numbers.doubles(x), expected);
        Numbers.requireClose(Numbers.floats(expected), apply(), 1e-6);
    }

    /** All weights. */
    @Benchmark
    public float[] apply() {
        MovingAverage.apply(N, SHARE, x, 0, y, 0);
        return y;
    }

    /** All weights copied. */
    @Benchmark
    public float[] copy() {
        System.arraycopy(x, 0, z, 0, N);
        return z;
    }
}
