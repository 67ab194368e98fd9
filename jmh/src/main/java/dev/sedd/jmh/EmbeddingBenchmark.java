package dev.sedd.jmh;

import dev.sedd.kernels.Embedding;
import dev.sedd.kernels.reference.EmbeddingReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Rows of an array by token, those of 256 tokens, and its backward pass. The vocabulary of the notebook's and of the paper's networks. */
@State(Scope.Benchmark)
public class EmbeddingBenchmark extends Settings {
    private static final int ROWS = 256;

    /** V x D. */
    @Param({"65x384", "50258x768"})
    public String shape;

    private int v;
    private int d;
    private int[] tokens;
    private float[] table;
    private float[] positions;
    private float[] y;
    private float[] gradient;

    /** Makes the tables and checks the results. */
    @Setup
    public void prepare() {
        int[] sizes = Numbers.sizes(shape);
        v = sizes[0];
        d = sizes[1];
        tokens = Numbers.tokens(ROWS, v);
        table = Numbers.normal((long) v * d, 1, 1);
        positions = Numbers.normal((long) ROWS * d, 1, 2);
        y = new float[ROWS * d];
        gradient = new float[v * d];
        float[] expected = new float[ROWS * d];
        EmbeddingReference.lookUp(ROWS, d, tokens, 0, table, 0, d, expected, 0, d);
        Numbers.requireClose(expected, lookUp(), 0);
        float[] sums = new float[v * d];
        for (int i = 0; i < ROWS * d; i++) {
            sums[tokens[i / d] * d + i % d] += y[i];
        }
        Numbers.requireClose(sums, lookUpBackward(), 0);
        EmbeddingReference.lookUpWithPositions(ROWS, d, tokens, 0, table, 0, d, 0, positions, 0, d, expected, 0, d);
        Numbers.requireClose(expected, lookUpWithPositions(), 1e-6);
    }

    /** All rows. */
    @Benchmark
    public float[] lookUp() {
        Embedding.lookUp(ROWS, d, tokens, 0, table, 0, d, v, y, 0, d);
        return y;
    }

    /** All rows, with those of a table of positions added. */
    @Benchmark
    public float[] lookUpWithPositions() {
        Embedding.lookUpWithPositions(ROWS, d, tokens, 0, table, 0, d, v, 0, positions, 0, d, y, 0, d);
        return y;
    }

    /** The gradient of all rows added to the table's. */
    @Benchmark
    public float[] lookUpBackward() {
        Embedding.lookUpBackward(ROWS, d, tokens, 0, y, 0, d, v, gradient, 0, d);
        return gradient;
    }

    /** All rows copied. */
    @Benchmark
    public float[] copy() {
        System.arraycopy(positions, 0, y, 0, ROWS * d);
        return y;
    }
}
