package dev.sedd.jmh;

import dev.sedd.kernels.LayerNorm;
import dev.sedd.kernels.reference.LayerNormReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** LayerNorm over 256 rows, plain and with adaLN's shift and scale. */
@State(Scope.Benchmark)
public class LayerNormBenchmark extends Settings {
    private static final int ROWS = 256;
    private static final float EPS = 1e-5f;

    /** D: the notebook's, the paper's small and medium network's. */
    @Param({"384", "768", "1024"})
    public int width;

    private float[] x;
    private float[] gain;
    private float[] shift;
    private float[] scale;
    private float[] y;

    /** Makes the rows and checks the results. */
    @Setup
    public void prepare() {
        x = Numbers.normal((long) ROWS * width, 1, 1);
        gain = Numbers.normal(width, 1, 2);
        shift = Numbers.normal(width, 1, 3);
        scale = Numbers.normal(width, 1, 4);
        y = new float[ROWS * width];
        float[] expected = new float[ROWS * width];
        LayerNormReference.apply(ROWS, width, EPS, x, 0, width, gain, 0, expected, 0, width);
        Numbers.requireClose(expected, apply(), 1e-6);
        LayerNormReference.modulate(ROWS, width, EPS, x, 0, width, gain, 0, shift, 0, scale, 0, expected, 0, width);
        Numbers.requireClose(expected, modulate(), 1e-6);
    }

    /** All rows. */
    @Benchmark
    public float[] apply() {
        LayerNorm.apply(ROWS, width, EPS, x, 0, width, gain, 0, y, 0, width);
        return y;
    }

    /** All rows. */
    @Benchmark
    public float[] modulate() {
        LayerNorm.modulate(ROWS, width, EPS, x, 0, width, gain, 0, shift, 0, scale, 0, y, 0, width);
        return y;
    }
}
