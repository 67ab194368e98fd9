package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Lanes.FLOAT;
import static dev.sedd.kernels.internal.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** The rotation of one head's two halves. */
public final class RotaryRows {
    private RotaryRows() {}

    /**
     * (u, v) := (u·cos − v·sin, v·cos + u·sin), where u are the {@code half} elements from {@code off} and v the
     * {@code half} after them; cos and sin are read from {@code tableOff}.
     */
    public static void rotate(int half, float[] cos, float[] sin, int tableOff, float[] x, int off) {
        int j = 0;
        for (; j < FLOAT.loopBound(half); j += LENGTH) {
            FloatVector c = FloatVector.fromArray(FLOAT, cos, tableOff + j);
            FloatVector s = FloatVector.fromArray(FLOAT, sin, tableOff + j);
            FloatVector u = FloatVector.fromArray(FLOAT, x, off + j);
            FloatVector v = FloatVector.fromArray(FLOAT, x, off + half + j);
            u.fma(c, v.mul(s).neg()).intoArray(x, off + j);
            v.fma(c, u.mul(s)).intoArray(x, off + half + j);
        }
        if (j < half) {
            VectorMask<Float> tail = Lanes.first(half - j);
            FloatVector c = FloatVector.fromArray(FLOAT, cos, tableOff + j, tail);
            FloatVector s = FloatVector.fromArray(FLOAT, sin, tableOff + j, tail);
            FloatVector u = FloatVector.fromArray(FLOAT, x, off + j, tail);
            FloatVector v = FloatVector.fromArray(FLOAT, x, off + half + j, tail);
            u.fma(c, v.mul(s).neg()).intoArray(x, off + j, tail);
            v.fma(c, u.mul(s)).intoArray(x, off + half + j, tail);
        }
    }

    /** The inverse of {@link #rotate}: (u, v) := (u·cos + v·sin, v·cos − u·sin). */
    public static void rotateBack(int half, float[] cos, float[] sin, int tableOff, float[] x, int off) {
        for (int j = 0; j < half; j += LENGTH) {
            VectorMask<Float> mask = Lanes.first(half - j);
            FloatVector c = FloatVector.fromArray(FLOAT, cos, tableOff + j, mask);
            FloatVector s = FloatVector.fromArray(FLOAT, sin, tableOff + j, mask);
            FloatVector u = FloatVector.fromArray(FLOAT, x, off + j, mask);
            FloatVector v = FloatVector.fromArray(FLOAT, x, off + half + j, mask);
            u.fma(c, v.mul(s)).intoArray(x, off + j, mask);
            v.fma(c, u.mul(s).neg()).intoArray(x, off + half + j, mask);
        }
    }
}
