package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Lanes.FLOAT;
import static dev.sedd.kernels.internal.Lanes.GROUP;
import static dev.sedd.kernels.internal.Lanes.LENGTH;
import static dev.sedd.kernels.internal.Lanes.VIRTUAL;

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
        float mean = deviations(n, 0f, x, xOff) / n;
        float rest = deviations(n, mean, x, xOff) / n;
        float inverse = inverse(squares(n, mean, rest, x, xOff) / n, eps);
        int j = 0;
        for (; j < FLOAT.loopBound(n); j += LENGTH) {
            FloatVector u = FloatVector.fromArray(FLOAT, x, xOff + j);
            FloatVector g = FloatVector.fromArray(FLOAT, gain, gainOff + j);
            normal(u, mean, rest, inverse).mul(g).intoArray(y, yOff + j);
        }
        if (j < n) {
            VectorMask<Float> tail = Lanes.first(n - j);
            FloatVector u = FloatVector.fromArray(FLOAT, x, xOff + j, tail);
            FloatVector g = FloatVector.fromArray(FLOAT, gain, gainOff + j, tail);
            normal(u, mean, rest, inverse).mul(g).intoArray(y, yOff + j, tail);
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
        float mean = deviations(n, 0f, x, xOff) / n;
        float rest = deviations(n, mean, x, xOff) / n;
        float inverse = inverse(squares(n, mean, rest, x, xOff) / n, eps);
        int j = 0;
        for (; j < FLOAT.loopBound(n); j += LENGTH) {
            FloatVector u = FloatVector.fromArray(FLOAT, x, xOff + j);
            FloatVector g = FloatVector.fromArray(FLOAT, gain, gainOff + j);
            FloatVector a = FloatVector.fromArray(FLOAT, scale, scaleOff + j).add(1f);
            FloatVector b = FloatVector.fromArray(FLOAT, shift, shiftOff + j);
            normal(u, mean, rest, inverse).mul(g).fma(a, b).intoArray(y, yOff + j);
        }
        if (j < n) {
            VectorMask<Float> tail = Lanes.first(n - j);
            FloatVector u = FloatVector.fromArray(FLOAT, x, xOff + j, tail);
            FloatVector g = FloatVector.fromArray(FLOAT, gain, gainOff + j, tail);
            FloatVector a =
                    FloatVector.fromArray(FLOAT, scale, scaleOff + j, tail).add(1f);
            FloatVector b = FloatVector.fromArray(FLOAT, shift, shiftOff + j, tail);
            normal(u, mean, rest, inverse).mul(g).fma(a, b).intoArray(y, yOff + j, tail);
        }
    }

    private static FloatVector normal(FloatVector x, float mean, float rest, float inverse) {
        return x.sub(mean).sub(rest).mul(inverse);
    }

    private static float inverse(float variance, float eps) {
        return (float) (1 / Math.sqrt((double) variance + eps));
    }

    /** Σ (x − centre). */
    private static float deviations(int n, float centre, float[] x, int off) {
        FloatVector s0 = FloatVector.zero(FLOAT);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int j = 0;
        for (; j <= n - VIRTUAL; j += VIRTUAL) {
            s0 = s0.add(deviation(centre, 0f, x, off + j));
            if (GROUP > 1) {
                s1 = s1.add(deviation(centre, 0f, x, off + j + LENGTH));
            }
            if (GROUP > 2) {
                s2 = s2.add(deviation(centre, 0f, x, off + j + 2 * LENGTH));
                s3 = s3.add(deviation(centre, 0f, x, off + j + 3 * LENGTH));
            }
        }
        if (j < n) {
            s0 = s0.add(deviation(centre, 0f, x, off + j, n - j));
            if (GROUP > 1) {
                j += LENGTH;
                s1 = s1.add(deviation(centre, 0f, x, off + j, n - j));
            }
            if (GROUP > 2) {
                j += LENGTH;
                s2 = s2.add(deviation(centre, 0f, x, off + j, n - j));
                j += LENGTH;
                s3 = s3.add(deviation(centre, 0f, x, off + j, n - j));
            }
        }
        return LaneSums.total(s0, s1, s2, s3);
    }

    /** Σ (x − mean − rest)². */
    private static float squares(int n, float mean, float rest, float[] x, int off) {
        FloatVector s0 = FloatVector.zero(FLOAT);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int j = 0;
        for (; j <= n - VIRTUAL; j += VIRTUAL) {
            s0 = addSquare(deviation(mean, rest, x, off + j), s0);
            if (GROUP > 1) {
                s1 = addSquare(deviation(mean, rest, x, off + j + LENGTH), s1);
            }
            if (GROUP > 2) {
                s2 = addSquare(deviation(mean, rest, x, off + j + 2 * LENGTH), s2);
                s3 = addSquare(deviation(mean, rest, x, off + j + 3 * LENGTH), s3);
            }
        }
        if (j < n) {
            s0 = addSquare(deviation(mean, rest, x, off + j, n - j), s0);
            if (GROUP > 1) {
                j += LENGTH;
                s1 = addSquare(deviation(mean, rest, x, off + j, n - j), s1);
            }
            if (GROUP > 2) {
                j += LENGTH;
                s2 = addSquare(deviation(mean, rest, x, off + j, n - j), s2);
                j += LENGTH;
                s3 = addSquare(deviation(mean, rest, x, off + j, n - j), s3);
            }
        }
        return LaneSums.total(s0, s1, s2, s3);
    }

    private static FloatVector addSquare(FloatVector d, FloatVector sum) {
        return d.fma(d, sum);
    }

    private static FloatVector deviation(float mean, float rest, float[] x, int i) {
        return FloatVector.fromArray(FLOAT, x, i).sub(mean).sub(rest);
    }

    /** The first {@code count} lanes, which may be none; the others are 0. */
    private static FloatVector deviation(float mean, float rest, float[] x, int i, int count) {
        VectorMask<Float> mask = Lanes.first(count);
        FloatVector d = FloatVector.fromArray(FLOAT, x, i, mask).sub(mean).sub(rest);
        return FloatVector.zero(FLOAT).blend(d, mask);
    }
}
