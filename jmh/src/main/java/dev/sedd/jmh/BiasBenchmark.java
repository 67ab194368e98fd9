package dev.sedd.jmh;

import dev.sedd.kernels.Bias;
import dev.sedd.kernels.reference.RowGradients;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A bias added to 256 rows in place, and its gradient, their sum. Beside them a copy of as much data. */
@State(Scope.Benchmark)
public class BiasBenchmark extends Settings {
    private static final int ROWS = 256;

    /** D: the notebook's, the paper's small and medium network's. */
    @Param({"384", "768", "1024"})
    public int width;

    private float[] bias;
    private float[] gradient;
    private float[] x;
    private float[] y;

    /** Makes the rows and checks the results. */
    @Setup
    public void prepare() {
        bias = Numbers.normal(width, 1, 1);
        gradient = new float[width];
        x = Numbers.normal((long) ROWS * width, 1, 2);
        y = x.clone();
        float[] expected = x.clone();
        for (int i = 0; i < ROWS * width; i++) {
            expected[i] += bias[i % width];
        }
        Numbers.requireClose(expected, add(), 0);
        double[] ones = new double[ROWS * width];
        Arrays.fill(ones, 1);
        double[] sums = RowGradients.columnSums(ROWS, width, Numbers.doubles(x), ones);
        Numbers.requireClose(Numbers.floats(sums), backward(), 1e-5);
    }

    /** All rows. */
    @Benchmark
    public float[] add() {
        Bias.add(ROWS, width, bias, 0, y, 0, width);
        return y;
    }

    /** All rows. */
    @Benchmark
    public float[] backward() {
        Bias.backward(ROWS, width, x, 0, width, gradient, 0);
        return gradient;
    }

    /** All rows copied. */
    @Benchmark
    public float[] copy() {
        System.arraycopy(x, 0, y, 0, ROWS * width);
        return y;
    }
}
