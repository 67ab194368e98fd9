package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Lanes.FLOAT;
import static dev.sedd.kernels.internal.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * LayerNorm of one row, plain and modulated. Rows have at least one element; the output may be the input.
 *
 * <p>The mean is taken twice, the second time of the deviations from the first, which are small: a row far from zero
 * loses no digits of its variance. The centre is then the sum of two floats.
 */
public final class LayerNormRows {
    private LayerNormRows() {}

    /** y := (x − mean)/√(variance + eps)·gain. */
    public static void apply(int n, float eps, float[] x, int xOff, float[] gain, int gainOff, float[] y, int yOff) {
        float mean = RowSums.sum(n, x, xOff) / n;
        float rest = RowSums.deviations(n, mean, x, xOff) / n;
        float inverse = inverse(RowSums.squares(n, mean, rest, x, xOff) / n, eps);
        int j = 0;
        for (; j < FLOAT.loopBound(n); j += LENGTH) {
            FloatVector u = FloatVector.fromArray(FLOAT, x, xOff + j);
            FloatVector g = FloatVector.fromArray(FLOAT, gain, gainOff + j);
            u.sub(mean).sub(rest).mul(inverse).mul(g).intoArray(y, yOff + j);
        }
        if (j < n) {
            VectorMask<Float> tail = Lanes.first(n - j);
            FloatVector u = FloatVector.fromArray(FLOAT, x, xOff + j, tail);
            FloatVector g = FloatVector.fromArray(FLOAT, gain, gainOff + j, tail);
            u.sub(mean).sub(rest).mul(inverse).mul(g).intoArray(y, yOff + j, tail);
        }
    }

    /** y := (x − mean)/√(variance + eps)·gain·(1 + scale) + shift. */
    public static void modulate(
            int n,
            float eps,
            float[] x,
            int xOff,
            float[] gain,
            int gainOff,
            float[] shift,
            int shiftOff,
            float[] scale,
            int scaleOff,
            float[] y,
            int yOff) {
        float mean = RowSums.sum(n, x, xOff) / n;
        float rest = RowSums.deviations(n, mean, x, xOff) / n;
        float inverse = inverse(RowSums.squares(n, mean, rest, x, xOff) / n, eps);
        modulated(n, mean, rest, inverse, x, xOff, gain, gainOff, shift, shiftOff, scale, scaleOff, y, yOff);
    }

    /** The same, of a row whose mean, the rest of it, and 1/√(variance + eps) are known. */
    static void modulated(
            int n,
            float mean,
            float rest,
            float inverse,
            float[] x,
            int xOff,
            float[] gain,
            int gainOff,
            float[] shift,
            int shiftOff,
            float[] scale,
            int scaleOff,
            float[] y,
            int yOff) {
        int j = 0;
        for (; j < FLOAT.loopBound(n); j += LENGTH) {
            FloatVector u = FloatVector.fromArray(FLOAT, x, xOff + j);
            FloatVector g = FloatVector.fromArray(FLOAT, gain, gainOff + j);
            FloatVector a = FloatVector.fromArray(FLOAT, scale, scaleOff + j).add(1f);
            FloatVector b = FloatVector.fromArray(FLOAT, shift, shiftOff + j);
            u.sub(mean).sub(rest).mul(inverse).mul(g).fma(a, b).intoArray(y, yOff + j);
        }
        if (j < n) {
            VectorMask<Float> tail = Lanes.first(n - j);
            FloatVector u = FloatVector.fromArray(FLOAT, x, xOff + j, tail);
            FloatVector g = FloatVector.fromArray(FLOAT, gain, gainOff + j, tail);
            FloatVector a =
                    FloatVector.fromArray(FLOAT, scale, scaleOff + j, tail).add(1f);
            FloatVector b = FloatVector.fromArray(FLOAT, shift, shiftOff + j, tail);
            u.sub(mean).sub(rest).mul(inverse).mul(g).fma(a, b).intoArray(y, yOff + j, tail);
        }
    }

    /** 1/√(variance + eps). */
    static float inverse(float variance, float eps) {
        return (float) (1 / Math.sqrt((double) variance + eps));
    }
}
