package dev.sedd.jmh;

import dev.sedd.kernels.Bias;
import dev.sedd.kernels.reference.RowGradients;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A bias added to 256 rows in place, and its gradient, their sum. Beside them a copy of as much data. */
@State(Scope.Benchmark)
public class BiasBenchmark extends RowOperands {
    private float[] bias;
    private float[] gradient;

    /** Makes the rows and checks the results. */
    @Setup
    public void prepare() {
        makeRows();
        bias = Numbers.normal(width, 1, 2);
        gradient = new float[width];
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
}
