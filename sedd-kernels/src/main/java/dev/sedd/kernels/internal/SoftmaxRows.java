package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Lanes.FLOAT;
import static dev.sedd.kernels.internal.Lanes.GROUP;
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
        multiply(n, 1f / exponentials(n, scale, max(n, x, xOff), x, xOff, y, yOff), y, yOff);
    }

    /** y := log softmax(x) = x − max − ln Σ e^(x − max). The output may be the input. */
    public static void logSoftmax(int n, float[] x, int xOff, float[] y, int yOff) {
        float max = max(n, x, xOff);
        float[] e = Scratch.ROW.floats(n);
        float logSum = (float) StrictMath.log(exponentials(n, 1f, max, x, xOff, e, 0));
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

    /**
     * The largest element, NaN left out. A comparison and a blend cost a third of the vector maximum, which orders −0 and 0; four
     * of them at a time hide how long each takes.
     */
    static float max(int n, float[] x, int off) {
        FloatVector m0 = FloatVector.broadcast(FLOAT, Float.NEGATIVE_INFINITY);
        FloatVector m1 = m0;
        FloatVector m2 = m0;
        FloatVector m3 = m0;
        int j = 0;
        for (; j + 4 * LENGTH <= n; j += 4 * LENGTH) {
            m0 = larger(m0, FloatVector.fromArray(FLOAT, x, off + j));
            m1 = larger(m1, FloatVector.fromArray(FLOAT, x, off + j + LENGTH));
            m2 = larger(m2, FloatVector.fromArray(FLOAT, x, off + j + 2 * LENGTH));
            m3 = larger(m3, FloatVector.fromArray(FLOAT, x, off + j + 3 * LENGTH));
        }
        for (; j + LENGTH <= n; j += LENGTH) {
            m0 = larger(m0, FloatVector.fromArray(FLOAT, x, off + j));
        }
        if (j < n) {
            VectorMask<Float> tail = Lanes.first(n - j);
            FloatVector v = FloatVector.fromArray(FLOAT, x, off + j, tail);
            m1 = m1.blend(v, tail.and(v.compare(VectorOperators.GT, m1)));
        }
        return larger(larger(m0, m1), larger(m2, m3)).reduceLanes(VectorOperators.MAX);
    }

    private static FloatVector larger(FloatVector m, FloatVector v) {
        return m.blend(v, v.compare(VectorOperators.GT, m));
    }

    /**
     * y := e^(scale·(x − max)), of which it returns the sum, as {@link RowSums} adds. The output may be the input. The sum is a
     * loop of its own: with two exponentials before it, it is no longer compiled into this one, and its vectors become objects.
     */
    static float exponentials(int n, float scale, float max, float[] x, int xOff, float[] y, int yOff) {
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
        return RowSums.sum(n, y, yOff);
    }

    /**
     * y := 2^(slope·x − shift), of which it returns the sum, as {@link RowSums} adds; for exponents of at most 0, and less
     * exactly than {@link #exponentials}. The output may be the input.
     */
    static float powers(int n, float slope, float shift, float[] x, int xOff, float[] y, int yOff) {
        FloatVector a = FloatVector.broadcast(FLOAT, slope);
        FloatVector b = FloatVector.broadcast(FLOAT, -shift);
        FloatVector s0 = FloatVector.zero(FLOAT);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int j = 0;
        for (; j < FLOAT.loopBound(n); j += LENGTH) {
            FloatVector e =
                    VectorMath.exp2(FloatVector.fromArray(FLOAT, x, xOff + j).fma(a, b));
            e.intoArray(y, yOff + j);
            FloatVector s = s0.add(e);
            s0 = GROUP == 1 ? s : s1;
            s1 = GROUP == 2 ? s : s2;
            s2 = s3;
            s3 = s;
        }
        if (j < n) {
            VectorMask<Float> tail = Lanes.first(n - j);
            FloatVector e = VectorMath.exp2(
                    FloatVector.fromArray(FLOAT, x, xOff + j, tail).fma(a, b));
            e.intoArray(y, yOff + j, tail);
            s0 = s0.add(e, tail);
        }
        return RowSums.total(s0, s1, s2, s3);
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
