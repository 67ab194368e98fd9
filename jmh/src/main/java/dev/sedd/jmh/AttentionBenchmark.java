package dev.sedd.jmh;

import dev.sedd.kernels.Attention;
import dev.sedd.kernels.reference.AttentionReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Attention of one sequence, on the rows (q, k, v) that a fused projection leaves; heads of 64. */
@State(Scope.Benchmark)
public class AttentionBenchmark extends AttentionOperands {
    private float[] out;

    /** Makes the operands and checks the result. */
    @Setup
    public void prepare() {
        makeRows();
        out = new float[length * width];
        float[] expected = new float[length * width];
        int ld = 3 * width;
        AttentionReference.apply(
                1, length, heads, HEAD_SIZE, qkv, 0, ld, qkv, width, ld, qkv, 2 * width, ld, expected, 0, width);
        Numbers.requireClose(expected, apply(), 1e-5);
    }

    /** One sequence, all heads. */
    @Benchmark
    public float[] apply() {
        int ld = 3 * width;
        Attention.apply(
                1, length, heads, HEAD_SIZE, qkv, 0, ld, qkv, width, ld, qkv, 2 * width, ld, out, 0, width, workers);
        return out;
    }
}
