package dev.sedd.jmh;

import dev.sedd.kernels.LayerNorm;
import dev.sedd.kernels.reference.LayerNormGradient;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The backward pass of LayerNorm over 256 rows, plain and with adaLN's shift and scale. Beside it a copy of as much data. */
@State(Scope.Benchmark)
public class LayerNormBackwardBenchmark extends RowOperands {
    private static final float EPS = 1e-5f;

    private float[] dy;
    private float[] gain;
    private float[] shift;
    private float[] scale;
    private float[] sums;
    private float[] dx;

    /** Makes the rows and checks the results. */
    @Setup
    public void prepare() {
        makeRows();
        dy = Numbers.normal((long) ROWS * width, 1, 2);
        gain = Numbers.normal(width, 1, 3);
        shift = Numbers.normal(width, 1, 4);
        scale = Numbers.normal(width, 1, 5);
        sums = new float[width];
        dx = new float[ROWS * width];
        LayerNormGradient twin = new LayerNormGradient(ROWS, width, EPS, Numbers.doubles(x));
        double[] slopes = Numbers.doubles(dy);
        double[] gains = Numbers.doubles(gain);
        double[] modulated = twin.dx(gains, Numbers.doubles(scale), slopes);
        Numbers.requireClose(Numbers.floats(modulated), modulateBackward(), 1e-5); // added to zeros
        double[] plain = twin.dx(gains, new double[width], slopes);
        Numbers.requireClose(Numbers.floats(plain), backward(), 1e-5);
    }

    /** All rows. */
    @Benchmark
    public float[] backward() {
        LayerNorm.backward(ROWS, width, EPS, x, 0, width, gain, 0, dy, 0, width, sums, 0, dx, 0, width, y, 0, width);
        return dx;
    }

    /** All rows, added to the residual stream's gradient. */
    @Benchmark
    public float[] modulateBackward() {
        LayerNorm.modulateBackward(
                ROWS, width, EPS, x, 0, width, gain, 0, shift, 0, scale, 0, dy, 0, width, sums, 0, dx, 0, width, y, 0,
                width);
        return dx;
    }
}
