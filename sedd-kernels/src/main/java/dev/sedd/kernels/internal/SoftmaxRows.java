package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Lanes.FLOAT;
import static dev.sedd.kernels.internal.Lanes.GROUP;
import static dev.sedd.kernels.internal.Lanes.LENGTH;
import static dev.sedd.kernels.internal.Lanes.VIRTUAL;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Softmax and log-softmax of one row, and their parts. Rows have at least one element. Where a row holds +∞ or NaN, or
 * nothing but −∞, all of its results are NaN.
 */
public final class SoftmaxRows {
    private SoftmaxRows() {}

    /** x := softmax(scale·x) for the {@code n} elements from {@code off}, scale &gt; 0. */
    public static void softmax(float[] x, int off, int n, float scale) {
        softmax(n, scale, x, off, x, off);
    }

    /** y := softmax(scale·x), scale &gt; 0. The output may be the input. */
    public static void softmax(int n, float scale, float[] x, int xOff, float[] y, int yOff) {
        float sum = exponentials(n, scale, max(n, x, xOff), x, xOff, y, yOff);
        multiply(n, 1f / sum, y, yOff);
    }

    /** y := log softmax(x) = x − max − ln Σ e^(x − max). The output may be the input. */
    public static void logSoftmax(int n, float[] x, int xOff, float[] y, int yOff) {
        float max = max(n, x, xOff);
        float logSum = (float) StrictMath.log(sumOfExponentials(n, max, x, xOff));
        int j = 0;
        for (; j < FLOAT.loopBound(n); j += LENGTH) {
            FloatVector v = FloatVector.fromArray(FLOAT, x, xOff + j);
            v.sub(max).sub(logSum).intoArray(y, yOff + j);
        }
        if (j < n) {
            VectorMask<Float> tail = Lanes.first(n - j);
            FloatVector v = FloatVector.fromArray(FLOAT, x, xOff + j, tail);
            v.sub(max).sub(logSum).intoArray(y, yOff + j, tail);
        }
    }

    /** The largest element; NaN where there is one. */
    public static float max(int n, float[] x, int off) {
        FloatVector max = FloatVector.broadcast(FLOAT, Float.NEGATIVE_INFINITY);
        int j = 0;
        for (; j < FLOAT.loopBound(n); j += LENGTH) {
            max = max.max(FloatVector.fromArray(FLOAT, x, off + j));
        }
        if (j < n) {
            VectorMask<Float> tail = Lanes.first(n - j);
            max = max.lanewise(VectorOperators.MAX, FloatVector.fromArray(FLOAT, x, off + j, tail), tail);
        }
        return max.reduceLanes(VectorOperators.MAX);
    }

    /** y := e^(scale·(x − max)); returns the sum of y. The output may be the input. */
    public static float exponentials(int n, float scale, float max, float[] x, int xOff, float[] y, int yOff) {
        FloatVector s0 = FloatVector.zero(FLOAT);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int j = 0;
        for (; j <= n - VIRTUAL; j += VIRTUAL) {
            s0 = s0.add(exponential(scale, max, x, xOff + j, y, yOff + j));
            if (GROUP > 1) {
                s1 = s1.add(exponential(scale, max, x, xOff + j + LENGTH, y, yOff + j + LENGTH));
            }
            if (GROUP > 2) {
                s2 = s2.add(exponential(scale, max, x, xOff + j + 2 * LENGTH, y, yOff + j + 2 * LENGTH));
                s3 = s3.add(exponential(scale, max, x, xOff + j + 3 * LENGTH, y, yOff + j + 3 * LENGTH));
            }
        }
        if (j < n) {
            s0 = s0.add(exponential(scale, max, x, xOff + j, y, yOff + j, n - j));
            if (GROUP > 1) {
                j += LENGTH;
                s1 = s1.add(exponential(scale, max, x, xOff + j, y, yOff + j, n - j));
            }
            if (GROUP > 2) {
                j += LENGTH;
                s2 = s2.add(exponential(scale, max, x, xOff + j, y, yOff + j, n - j));
                j += LENGTH;
                s3 = s3.add(exponential(scale, max, x, xOff + j, y, yOff + j, n - j));
            }
        }
        return LaneSums.total(s0, s1, s2, s3);
    }

    /** y := factor·y. */
    public static void multiply(int n, float factor, float[] y, int off) {
        int j = 0;
        for (; j < FLOAT.loopBound(n); j += LENGTH) {
            FloatVector.fromArray(FLOAT, y, off + j).mul(factor).intoArray(y, off + j);
        }
        if (j < n) {
            VectorMask<Float> tail = Lanes.first(n - j);
            FloatVector.fromArray(FLOAT, y, off + j, tail).mul(factor).intoArray(y, off + j, tail);
        }
    }

    private static FloatVector exponential(float scale, float max, float[] x, int i, float[] y, int k) {
        FloatVector e =
                VectorMath.exp(FloatVector.fromArray(FLOAT, x, i).sub(max).mul(scale));
        e.intoArray(y, k);
        return e;
    }

    /** The first {@code count} lanes, which may be none; the others are 0 in the result. */
    private static FloatVector exponential(float scale, float max, float[] x, int i, float[] y, int k, int count) {
        VectorMask<Float> mask = Lanes.first(count);
        FloatVector e =
                VectorMath.exp(FloatVector.fromArray(FLOAT, x, i, mask).sub(max).mul(scale));
        e.intoArray(y, k, mask);
        return FloatVector.zero(FLOAT).blend(e, mask);
    }

    private static float sumOfExponentials(int n, float max, float[] x, int off) {
        FloatVector s0 = FloatVector.zero(FLOAT);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int j = 0;
        for (; j <= n - VIRTUAL; j += VIRTUAL) {
            s0 = s0.add(exponential(max, x, off + j));
            if (GROUP > 1) {
                s1 = s1.add(exponential(max, x, off + j + LENGTH));
            }
            if (GROUP > 2) {
                s2 = s2.add(exponential(max, x, off + j + 2 * LENGTH));
                s3 = s3.add(exponential(max, x, off + j + 3 * LENGTH));
            }
        }
        if (j < n) {
            s0 = s0.add(exponential(max, x, off + j, n - j));
            if (GROUP > 1) {
                j += LENGTH;
                s1 = s1.add(exponential(max, x, off + j, n - j));
            }
            if (GROUP > 2) {
                j += LENGTH;
                s2 = s2.add(exponential(max, x, off + j, n - j));
                j += LENGTH;
                s3 = s3.add(exponential(max, x, off + j, n - j));
            }
        }
        return LaneSums.total(s0, s1, s2, s3);
    }

    private static FloatVector exponential(float max, float[] x, int i) {
        return VectorMath.exp(FloatVector.fromArray(FLOAT, x, i).sub(max));
    }

    private static FloatVector exponential(float max, float[] x, int i, int count) {
        VectorMask<Float> mask = Lanes.first(count);
        FloatVector e = VectorMath.exp(FloatVector.fromArray(FLOAT, x, i, mask).sub(max));
        return FloatVector.zero(FLOAT).blend(e, mask);
    }
}
