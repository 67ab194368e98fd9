package dev.sedd.jmh;

import dev.sedd.kernels.LayerNorm;
import dev.sedd.kernels.reference.LayerNormReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * LayerNorm over 256 rows, plain and with adaLN's shift and scale. Beside it a copy of as much data, and a plain loop with
 * the JDK's Math.
 */
@State(Scope.Benchmark)
public class LayerNormBenchmark extends RowOperands {
    private static final float EPS = 1e-5f;

    private float[] gain;
    private float[] shift;
    private float[] scale;

    /** Makes the rows and checks the results. */
    @Setup
    public void prepare() {
        makeRows();
        gain = Numbers.normal(width, 1, 2);
        shift = Numbers.normal(width, 1, 3);
        scale = Numbers.normal(width, 1, 4);
        float[] expected = new float[ROWS * width];
        LayerNormReference.apply(ROWS, width, EPS, x, 0, width, gain, 0, expected, 0, width);
        Numbers.requireClose(expected, apply(), 1e-6);
        LayerNormReference.modulate(ROWS, width, EPS, x, 0, width, gain, 0, shift, 0, scale, 0, expected, 0, width);
        Numbers.requireClose(expected, modulate(), 1e-6);
        Numbers.requireClose(expected, scalar(), 1e-5);
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

    /** All rows, with shift and scale, in plain loops. */
    @Benchmark
    public float[] scalar() {
        for (int from = 0; from < ROWS * width; from += width) {
            float sum = 0;
            for (int j = 0; j < width; j++) {
                sum += x[from + j];
            }
            float mean = sum / width;
            float squares = 0;
            for (int j = 0; j < width; j++) {
                float d = x[from + j] - mean;
                squares += d * d;
            }
            float rate = (float) (1 / Math.sqrt(squares / width + EPS));
            for (int j = 0; j < width; j++) {
                y[from + j] = (x[from + j] - mean) * rate * gain[j] * (1 + scale[j]) + shift[j];
            }
        }
        return y;
    }
}
