package dev.sedd.jmh;

import dev.sedd.kernels.GatedSum;
import dev.sedd.kernels.reference.RowGradients;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** adaLN's gate into the residual stream, over 256 rows, and its backward pass. Beside them a copy of as much data. */
@State(Scope.Benchmark)
public class GatedSumBenchmark extends RowOperands {
    private float[] gate;
    private float[] u;
    private float[] dGate;

    /** Makes the rows and checks the results. */
    @Setup
    public void prepare() {
        makeRows();
        gate = Numbers.normal(width, 1, 3);
        u = Numbers.normal((long) ROWS * width, 1, 2);
        dGate = new float[width];
        double[] gates = Numbers.doubles(gate);
        double[] expected = RowGradients.gatedSum(ROWS, width, gates, Numbers.doubles(u), Numbers.doubles(x));
        Numbers.requireClose(Numbers.floats(expected), apply(), 1e-6);
        double[] du = RowGradients.gatedSumBackward(ROWS, width, gates, Numbers.doubles(x));
        Numbers.requireClose(Numbers.floats(du), backward(), 1e-6);
    }

    /** All rows. */
    @Benchmark
    public float[] apply() {
        GatedSum.apply(ROWS, width, gate, 0, u, 0, width, x, 0, width, y, 0, width);
        return y;
    }

    /** The backward pass of all rows, x being the gradient of the result. */
    @Benchmark
    public float[] backward() {
        GatedSum.backward(ROWS, width, gate, 0, u, 0, width, x, 0, width, dGate, 0, y, 0, width);
        return y;
    }
}
