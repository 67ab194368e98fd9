package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Lanes.FLOAT;
import static dev.sedd.kernels.internal.Lanes.LENGTH;

import dev.sedd.kernels.AdamStep;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** The loop of {@link AdamStep}. Every element is computed alone, by operations that round alike everywhere. */
public final class AdamRows {
    private AdamRows() {}

    /** One step on {@code n} elements. */
    public static void step(
            int n, AdamStep s, float[] w, int wOff, float[] g, int gOff, float[] m, int mOff, float[] v, int vOff) {
        int i = 0;
        for (; i < FLOAT.loopBound(n); i += LENGTH) {
            FloatVector gradient = FloatVector.fromArray(FLOAT, g, gOff + i).mul(s.clip());
            FloatVector first = first(s, FloatVector.fromArray(FLOAT, m, mOff + i), gradient);
            FloatVector second = second(s, FloatVector.fromArray(FLOAT, v, vOff + i), gradient);
            first.intoArray(m, mOff + i);
            second.intoArray(v, vOff + i);
            weight(s, FloatVector.fromArray(FLOAT, w, wOff + i), first, second).intoArray(w, wOff + i);
        }
        if (i < n) {
            VectorMask<Float> tail = Lanes.first(n - i);
            FloatVector gradient =
                    FloatVector.fromArray(FLOAT, g, gOff + i, tail).mul(s.clip());
            FloatVector first = first(s, FloatVector.fromArray(FLOAT, m, mOff + i, tail), gradient);
            FloatVector second = second(s, FloatVector.fromArray(FLOAT, v, vOff + i, tail), gradient);
            first.intoArray(m, mOff + i, tail);
            second.intoArray(v, vOff + i, tail);
            weight(s, FloatVector.fromArray(FLOAT, w, wOff + i, tail), first, second)
                    .intoArray(w, wOff + i, tail);
        }
    }

    /** beta1 · m + (1 − beta1) · g. */
    private static FloatVector first(AdamStep s, FloatVector m, FloatVector g) {
        return m.fma(broadcast(s.beta1()), g.mul(s.rest1()));
    }

    /** beta2 · v + (1 − beta2) · g². */
    private static FloatVector second(AdamStep s, FloatVector v, FloatVector g) {
        return g.mul(s.rest2()).fma(g, v.mul(s.beta2()));
    }

    /** keep · w − rate · m / (correction · √v + eps). */
    private static FloatVector weight(AdamStep s, FloatVector w, FloatVector m, FloatVector v) {
        FloatVector root = v.sqrt().fma(broadcast(s.correction()), broadcast(s.eps()));
        return m.div(root).fma(broadcast(-s.rate()), w.mul(s.keep()));
    }

    private static FloatVector broadcast(float value) {
        return FloatVector.broadcast(FLOAT, value);
    }
}
