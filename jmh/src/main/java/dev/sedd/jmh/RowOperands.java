package dev.sedd.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** 256 rows of a network's width, for kernels that work on such rows, and beside each of them a copy of as much data. */
@State(Scope.Benchmark)
public abstract class RowOperands extends Settings {
    static final int ROWS = 256;

    /** D: the notebook's, the paper's small and medium network's. */
    @Param({"384", "768", "1024"})
    public int width;

    /** Normal numbers, (ROWS, D). */
    float[] x;

    /** Room for as many. */
    float[] y;

    /** Makes the rows; called first by what sets a benchmark up, since JMH orders the set-ups of a class and its parent as it likes. */
    final void makeRows() {
        x = Numbers.normal((long) ROWS * width, 1, 1);
        y = new float[ROWS * width];
    }

    /** All rows copied. */
    @Benchmark
    public float[] copy() {
        System.arraycopy(x, 0, y, 0, ROWS * width);
        return y;
    }
}
