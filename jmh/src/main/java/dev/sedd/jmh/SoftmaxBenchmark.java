package dev.sedd.jmh;

import dev.sedd.kernels.Softmax;
import dev.sedd.kernels.reference.SoftmaxReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Softmax over 256 rows of 65, 256 and 50258. The networks do not call it: attention has a softmax of its own, and the
 * sampler draws by {@link dev.sedd.kernels.ExponentialDraw}. Beside it a copy of as much data, and the JDK's Math.
 */
@State(Scope.Benchmark)
public class SoftmaxBenchmark extends Settings {
    private static final int ROWS = 256;

    /** Entries of a row. */
    @Param({"65", "256", "50258"})
    public int n;

    private float[] x;
    private float[] y;

    /** Makes the rows and checks the results. */
    @Setup
    public void prepare() {
        x = Numbers.normal((long) ROWS * n, 3, 1);
        y = new float[ROWS * n];
        float[] expected = new float[ROWS * n];
        SoftmaxReference.softmax(ROWS, n, x, 0, n, expected, 0, n);
        Numbers.requireClose(expected, softmax(), 1e-6);
        Numbers.requireClose(expected, scalar(), 1e-5); // its sum is a float
        SoftmaxReference.logSoftmax(ROWS, n, x, 0, n, expected, 0, n);
        Numbers.requireClose(expected, logSoftmax(), 1e-6);
    }

    /** All rows. */
    @Benchmark
    public float[] softmax() {
        Softmax.softmax(ROWS, n, x, 0, n, y, 0, n);
        return y;
    }

    /** All rows. */
    @Benchmark
    public float[] logSoftmax() {
        Softmax.logSoftmax(ROWS, n, x, 0, n, y, 0, n);
        return y;
    }

    /** All rows copied. */
    @Benchmark
    public float[] copy() {
        System.arraycopy(x, 0, y, 0, ROWS * n);
        return y;
    }

    /** The softmax of all rows by the JDK's Math. */
    @Benchmark
    public float[] scalar() {
        for (int from = 0; from < ROWS * n; from += n) {
            float max = Float.NEGATIVE_INFINITY;
            for (int j = from; j < from + n; j++) {
                max = Math.max(max, x[j]);
            }
            float sum = 0;
            for (int j = from; j < from + n; j++) {
                y[j] = (float) Math.exp(x[j] - max);
                sum += y[j];
            }
            for (int j = from; j < from + n; j++) {
                y[j] /= sum;
            }
        }
        return y;
    }
}
