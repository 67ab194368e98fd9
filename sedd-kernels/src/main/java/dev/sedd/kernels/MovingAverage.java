package dev.sedd.kernels;

import dev.sedd.kernels.internal.AverageRows;
import dev.sedd.kernels.internal.Checks;

/** An exponential moving average of arrays. */
public final class MovingAverage {
    private MovingAverage() {}

    /**
     * y_i := y_i + share · (x_i − y_i) for i &lt; n, so that y moves by that share towards x. y is modified, x is not; the
     * two do not overlap. The absolute error is below 2^−23 · (|x_i| + |y_i|).
     *
     * @param share in [0, 1]: one minus the average's decay
     */
    public static void apply(int n, float share, float[] x, int xOff, float[] y, int yOff) {
        Checks.size("n", n);
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share=" + share + " is not in [0, 1]");
        }
        Checks.vector("x", n, x, xOff);
        Checks.vector("y", n, y, yOff);
        Checks.disjoint("x", x, xOff, (long) xOff + n, "y", y, yOff, (long) yOff + n);
        AverageRows.apply(n, share, x, xOff, y, yOff);
    }
}
