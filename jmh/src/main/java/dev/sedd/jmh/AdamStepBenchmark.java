package dev.sedd.jmh;

import dev.sedd.kernels.AdamStep;
import dev.sedd.kernels.reference.AdamReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A step of AdamW on a million weights, which lie beyond the caches. Beside it a copy of one of its four arrays. */
@State(Scope.Benchmark)
public class AdamStepBenchmark extends Settings {
    private static final int N = 1 << 20;
    private static final AdamStep STEP = AdamStep.of(10, 1e-4, 0.9, 0.999, 1e-8, 0.01, 1);

    private final float[] w = Numbers.normal(N, 1, 1);
    private final float[] g = Numbers.normal(N, 1, 2);
    private final float[] m = Numbers.normal(N, 0.1, 3);
    private final float[] v = new float[N];
    private final float[] y = new float[N];

    /** Checks the result. */
    @Setup
    public void check() {
        for (int i = 0; i < N; i++) {
            v[i] = m[i] * m[i];
        }
        double[] expected = Numbers.doubles(w);
        AdamReference.step(
                10,
                1e-4,
                0.9,
                0.999,
                1e-8,
                0.01,
                1,
                expected,
                Numbers.doubles(g),
                Numbers.doubles(m),
                Numbers.doubles(v));
        Numbers.requireClose(Numbers.floats(expected), apply(), 1e-6);
    }

    /** All weights. */
    @Benchmark
    public float[] apply() {
        STEP.apply(N, w, 0, g, 0, m, 0, v, 0);
        return w;
    }

    /** One array copied. */
    @Benchmark
    public float[] copy() {
        System.arraycopy(g, 0, y, 0, N);
        return y;
    }
}
