package dev.sedd.jmh;

import dev.sedd.kernels.Attention;
import dev.sedd.kernels.Workers;
import dev.sedd.kernels.reference.AttentionReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Attention of one sequence, on the rows (q, k, v) that a fused projection leaves; heads of 64. */
@State(Scope.Benchmark)
public class AttentionBenchmark extends Settings {
    private static final int HEAD_SIZE = 64;

    /** T x H: the notebook's network and the paper's small one. */
    @Param({"256x6", "1024x12"})
    public String shape;

    /** Threads. */
    @Param({"1", "2"})
    public int threads;

    private Workers workers;
    private int length;
    private int heads;
    private int width;
    private float[] qkv;
    private float[] out;

    /** Makes the operands and checks the result. */
    @Setup
    public void prepare() {
        int[] sizes = Numbers.sizes(shape);
        length = sizes[0];
        heads = sizes[1];
        width = heads * HEAD_SIZE;
        workers = Workers.of(threads);
        qkv = Numbers.normal((long) length * 3 * width, 1, 1);
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

    /** Ends the threads. */
    @TearDown
    public void close() {
        workers.close();
    }
}
