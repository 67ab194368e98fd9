package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Lanes.FLOAT;
import static dev.sedd.kernels.internal.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** The loop of {@link dev.sedd.kernels.MovingAverage}. */
public final class AverageRows {
    private AverageRows() {}

    /** y := y + share · (x − y). */
    public static void apply(int n, float share, float[] x, int xOff, float[] y, int yOff) {
        int i = 0;
        for (; i < FLOAT.loopBound(n); i += LENGTH) {
            FloatVector average = FloatVector.fromArray(FLOAT, y, yOff + i);
            FloatVector gap = FloatVector.fromArray(FLOAT, x, xOff + i).sub(average);
            gap.fma(FloatVector.broadcast(FLOAT, share), average).intoArray(y, yOff + i);
        }
        if (i < n) {
            VectorMask<Float> tail = Lanes.first(n - i);
            FloatVector average = FloatVector.fromArray(FLOAT, y, yOff + i, tail);
            FloatVector gap = FloatVector.fromArray(FLOAT, x, xOff + i, tail).sub(average);
            gap.fma(FloatVector.broadcast(FLOAT, share), average).intoArray(y, yOff + i, tail);
        }
    }
}
