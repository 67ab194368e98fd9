package dev.sedd.jmh;

import dev.sedd.kernels.Bfloat16;
import dev.sedd.kernels.EmbeddingTable;
import dev.sedd.kernels.Storage;
import dev.sedd.kernels.Workers;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Rows of a table outside the heap by token, those of 256 tokens, in either storage. */
@State(Scope.Benchmark)
public class EmbeddingTableBenchmark extends Settings {
    private static final int ROWS = 256;

    /** V x D: the notebook's network and the paper's small one. */
    @Param({"65x384", "50258x768"})
    public String shape;

    /** How the numbers are kept. */
    @Param({"FLOAT32", "BFLOAT16"})
    public Storage storage;

    private int d;
    private int[] tokens;
    private EmbeddingTable table;
    private float[] y;

    /** Makes the table and checks the result. */
    @Setup
    public void prepare() {
        int[] sizes = Numbers.sizes(shape);
        d = sizes[1];
        tokens = Numbers.tokens(ROWS, sizes[0]);
        float[] values = Numbers.normal((long) sizes[0] * d, 1, 1);
        table = EmbeddingTable.of(
                sizes[0],
                d,
                (from, count, into) -> System.arraycopy(values, from * d, into, 0, count * d),
                storage,
                Workers.sequential());
        y = new float[ROWS * d];
        float[] expected = new float[ROWS * d];
        for (int i = 0; i < ROWS * d; i++) {
            float value = values[tokens[i / d] * d + i % d];
            expected[i] = storage == Storage.FLOAT32 ? value : Bfloat16.widen(Bfloat16.round(value));
        }
        Numbers.requireClose(expected, lookUp(), 0);
    }

    /** All rows. */
    @Benchmark
    public float[] lookUp() {
        table.lookUp(ROWS, tokens, 0, y, 0, d);
        return y;
    }
}
