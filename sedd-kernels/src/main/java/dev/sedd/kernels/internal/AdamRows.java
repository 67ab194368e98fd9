package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Lanes.FLOAT;
import static dev.sedd.kernels.internal.Lanes.LENGTH;

import dev.sedd.kernels.AdamStep;
import jdk.incubator.vector.FloatVector;

/** The loop of {@link AdamStep}. Every element is computed alone, by operations that round alike everywhere. */
public final class AdamRows {
    private AdamRows() {}

    /** One step on {@code n} elements. */
    public static void step(
            int n, AdamStep s, float[] w, int wOff, float[] g, int gOff, float[] m, int mOff, float[] v, int vOff) {
        int whole = FLOAT.loopBound(n);
        stepWhole(whole, s, w, wOff, g, gOff, m, mOff, v, vOff);
        int rest = n - whole;
        if (rest > 0) {
            float[] end = Scratch.END.floats(4 * LENGTH);
            System.arraycopy(w, wOff + whole, end, 0, rest);
            System.arraycopy(g, gOff + whole, end, LENGTH, rest);
            System.arraycopy(m, mOff + whole, end, 2 * LENGTH, rest);
            System.arraycopy(v, vOff + whole, end, 3 * LENGTH, rest);
            stepWhole(LENGTH, s, end, 0, end, LENGTH, end, 2 * LENGTH, end, 3 * LENGTH);
            System.arraycopy(end, 0, w, wOff + whole, rest);
            System.arraycopy(end, 2 * LENGTH, m, mOff + whole, rest);
            System.arraycopy(end, 3 * LENGTH, v, vOff + whole, rest);
        }
    }

    private static void stepWhole(
            int n, AdamStep s, float[] w, int wOff, float[] g, int gOff, float[] m, int mOff, float[] v, int vOff) {
        FloatVector beta1 = FloatVector.broadcast(FLOAT, s.beta1());
        FloatVector minusRate = FloatVector.broadcast(FLOAT, -s.rate());
        FloatVector correction = FloatVector.broadcast(FLOAT, s.correction());
        FloatVector eps = FloatVector.broadcast(FLOAT, s.eps());
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector gradient = FloatVector.fromArray(FLOAT, g, gOff + i).mul(s.clip());
            FloatVector first = FloatVector.fromArray(FLOAT, m, mOff + i).fma(beta1, gradient.mul(s.rest1()));
            FloatVector kept = FloatVector.fromArray(FLOAT, v, vOff + i).mul(s.beta2());
            FloatVector second = gradient.mul(s.rest2()).fma(gradient, kept);
            first.intoArray(m, mOff + i);
            second.intoArray(v, vOff + i);
            FloatVector root = second.sqrt().fma(correction, eps);
            FloatVector weight = FloatVector.fromArray(FLOAT, w, wOff + i).mul(s.keep());
            first.div(root).fma(minusRate, weight).intoArray(w, wOff + i);
        }
    }
}
