package dev.sedd.jmh;

import dev.sedd.kernels.Rotary;
import dev.sedd.kernels.reference.RotaryReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Rotary positions on the queries of 256 tokens, in place, heads of 64. Beside it a copy of as much data. */
@State(Scope.Benchmark)
public class RotaryBenchmark extends Settings {
    private static final int ROWS = 256;
    private static final int HEAD_SIZE = 64;

    /** D: the notebook's, the paper's small and medium network's. */
    @Param({"384", "768", "1024"})
    public int width;

    private final Rotary rotary = new Rotary(ROWS, HEAD_SIZE);
    private float[] x;
    private float[] y;

    /** Makes the rows and checks the result. */
    @Setup
    public void prepare() {
        x = Numbers.normal((long) ROWS * width, 1, 1);
        y = new float[ROWS * width];
        float[] expected = x.clone();
        RotaryReference.apply(ROWS, 0, width / HEAD_SIZE, HEAD_SIZE, expected, 0, width);
        Numbers.requireClose(expected, apply(), 1e-6);
    }

    /** All rows. */
    @Benchmark
    public float[] apply() {
        rotary.apply(ROWS, 0, width / HEAD_SIZE, x, 0, width);
        return x;
    }

    /** All rows copied. */
    @Benchmark
    public float[] copy() {
        System.arraycopy(x, 0, y, 0, ROWS * width);
        return y;
    }
}
