package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Lanes.FLOAT;
import static dev.sedd.kernels.internal.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** The sum of two rows. */
public final class EmbeddingRows {
    private EmbeddingRows() {}

    /** y := a + b. */
    public static void add(int n, float[] a, int aOff, float[] b, int bOff, float[] y, int yOff) {
        int j = 0;
        for (; j < FLOAT.loopBound(n); j += LENGTH) {
            FloatVector v = FloatVector.fromArray(FLOAT, a, aOff + j);
            v.add(FloatVector.fromArray(FLOAT, b, bOff + j)).intoArray(y, yOff + j);
        }
        if (j < n) {
            VectorMask<Float> tail = Lanes.first(n - j);
            FloatVector v = FloatVector.fromArray(FLOAT, a, aOff + j, tail);
            v.add(FloatVector.fromArray(FLOAT, b, bOff + j, tail)).intoArray(y, yOff + j, tail);
        }
    }
}
