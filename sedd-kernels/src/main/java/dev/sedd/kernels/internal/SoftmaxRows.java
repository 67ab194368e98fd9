package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Lanes.FLOAT;
import static dev.sedd.kernels.internal.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Softmax and log-softmax of one row, and their parts. Rows have at least one element. Where a row holds +∞ or NaN, or
 * nothing but −∞, all of its results are NaN.
 */
public final class SoftmaxRows {
    private SoftmaxRows() {}

    /** y := softmax(scale·x), scale &gt; 0. The output may be the input. */
    public static void softmax(int n, float scale, float[] x, int xOff, float[] y, int yOff) {
        exponentials(n, scale, max(n, x, xOff), x, xOff, y, yOff);
        multiply(n, 1f / RowSums.sum(n, y, yOff), y, yOff);
    }

    /** y := log softmax(x) = x − max − ln Σ e^(x − max). The output may be the input. */
    public static void logSoftmax(int n, float[] x, int xOff, float[] y, int yOff) {
        float max = max(n, x, xOff);
        float[] e = Scratch.ROW.floats(n);
        exponentials(n, 1f, max, x, xOff, e, 0);
        float logSum = (float) StrictMath.log(RowSums.sum(n, e, 0));
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

    /** y := e^(scale·(x − max)). The output may be the input. */
    public static void exponentials(int n, float scale, float max, float[] x, int xOff, float[] y, int yOff) {
        int j = 0;
        for (; j < FLOAT.loopBound(n); j += LENGTH) {
            FloatVector v = FloatVector.fromArray(FLOAT, x, xOff + j);
            VectorMath.exp(v.sub(max).mul(scale)).intoArray(y, yOff + j);
        }
        if (j < n) {
            VectorMask<Float> tail = Lanes.first(n - j);
            FloatVector v = FloatVector.fromArray(FLOAT, x, xOff + j, tail);
            VectorMath.exp(v.sub(max).mul(scale)).intoArray(y, yOff + j, tail);
        }
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
}
