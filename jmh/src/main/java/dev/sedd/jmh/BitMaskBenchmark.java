package dev.sedd.jmh;

import dev.sedd.kernels.BitMask;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Dropout's mask on 256 rows in place; the factor is 1, or calls after each other would make ever larger numbers. */
@State(Scope.Benchmark)
public class BitMaskBenchmark extends RowOperands {
    private long[] bits;

    /** Makes the rows and checks the result. */
    @Setup
    public void prepare() {
        makeRows();
        int words = BitMask.words(width);
        bits = Numbers.longs(ROWS * words);
        float[] expected = x.clone();
        for (int i = 0; i < ROWS * width; i++) {
            int j = i % width;
            boolean kept = (bits[i / width * words + j / Long.SIZE] >>> j & 1) == 1;
            expected[i] = kept ? expected[i] : 0;
        }
        Numbers.requireClose(expected, apply(), 0);
    }

    /** All rows. */
    @Benchmark
    public float[] apply() {
        BitMask.apply(ROWS, width, bits, 0, 1, x, 0, width);
        return x;
    }
}
