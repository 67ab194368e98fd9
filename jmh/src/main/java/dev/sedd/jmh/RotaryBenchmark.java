package dev.sedd.jmh;

import dev.sedd.kernels.Rotary;
import dev.sedd.kernels.reference.RotaryReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Rotary positions on the queries of 256 tokens, in place, heads of 64. Beside it a copy of as much data. */
@State(Scope.Benchmark)
public class RotaryBenchmark extends RowOperands {
    private static final int HEAD_SIZE = 64;

    private final Rotary rotary = new Rotary(ROWS, HEAD_SIZE);

    /** Makes the rows and checks the result. */
    @Setup
    public void prepare() {
        makeRows();
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
}
