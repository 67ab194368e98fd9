package dev.sedd.jmh;

import dev.sedd.kernels.Workers;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The rows (q, k, v) of one sequence that a fused projection leaves, heads of 64, and threads. */
@State(Scope.Benchmark)
public abstract class AttentionOperands extends Settings {
    static final int HEAD_SIZE = 64;

    /** T x H: the notebook's network and the paper's small one. */
    @Param({"256x6", "1024x12"})
    public String shape;

    /** Threads. */
    @Param({"1", "2"})
    public int threads;

    Workers workers;
    int length;
    int heads;
    int width; // D
    float[] qkv; // (T, 3D)

    /** Makes the rows; called first by what sets a benchmark up, since JMH orders the set-ups of a class and its parent as it likes. */
    final void makeRows() {
        int[] sizes = Numbers.sizes(shape);
        length = sizes[0];
        heads = sizes[1];
        width = heads * HEAD_SIZE;
        workers = Workers.of(threads);
        qkv = Numbers.normal((long) length * 3 * width, 1, 1);
    }

    /** Ends the threads. */
    @TearDown
    public void close() {
        workers.close();
    }
}
