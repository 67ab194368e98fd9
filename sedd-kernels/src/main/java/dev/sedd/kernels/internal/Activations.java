package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Lanes.FLOAT;
import static dev.sedd.kernels.internal.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** Loops of the activation functions over arrays. The output may be the input. */
public final class Activations {
    private Activations() {}

    /** y := {@link VectorMath#geluErf}(x). */
    public static void geluErf(int n, float[] x, int xOff, float[] y, int yOff) {
        int i = 0;
        for (; i < FLOAT.loopBound(n); i += LENGTH) {
            VectorMath.geluErf(FloatVector.fromArray(FLOAT, x, xOff + i)).intoArray(y, yOff + i);
        }
        if (i < n) {
            VectorMask<Float> tail = Lanes.first(n - i);
            VectorMath.geluErf(FloatVector.fromArray(FLOAT, x, xOff + i, tail)).intoArray(y, yOff + i, tail);
        }
    }

    /** y := {@link VectorMath#geluTanh}(x). */
    public static void geluTanh(int n, float[] x, int xOff, float[] y, int yOff) {
        int i = 0;
        for (; i < FLOAT.loopBound(n); i += LENGTH) {
            VectorMath.geluTanh(FloatVector.fromArray(FLOAT, x, xOff + i)).intoArray(y, yOff + i);
        }
        if (i < n) {
            VectorMask<Float> tail = Lanes.first(n - i);
            VectorMath.geluTanh(FloatVector.fromArray(FLOAT, x, xOff + i, tail)).intoArray(y, yOff + i, tail);
        }
    }

    /** y := {@link VectorMath#silu}(x). */
    public static void silu(int n, float[] x, int xOff, float[] y, int yOff) {
        int i = 0;
        for (; i < FLOAT.loopBound(n); i += LENGTH) {
            VectorMath.silu(FloatVector.fromArray(FLOAT, x, xOff + i)).intoArray(y, yOff + i);
        }
        if (i < n) {
            VectorMask<Float> tail = Lanes.first(n - i);
            VectorMath.silu(FloatVector.fromArray(FLOAT, x, xOff + i, tail)).intoArray(y, yOff + i, tail);
        }
    }
}
