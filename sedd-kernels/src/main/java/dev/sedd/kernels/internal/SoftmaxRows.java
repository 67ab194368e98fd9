package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Lanes.FLOAT;
import static dev.sedd.kernels.internal.Lanes.LENGTH;
import static dev.sedd.kernels.internal.Lanes.VIRTUAL;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;

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
     * The largest element; any of them, where there is a NaN. A comparison and a blend cost a third of the vector maximum, which
     * orders −0 and 0; four of them at a time hide how long each takes.
     */
    static float max(int n, float[] x, int off) {
        FloatVector m0 = FloatVector.broadcast(FLOAT, Float.NEGATIVE_INFINITY);
        FloatVector m1 = m0;
        FloatVector m2 = m0;
        FloatVector m3 = m0;
        int j = 0;
        for (; j + 4 * LENGTH <= n; j += 4 * LENGTH) {
            FloatVector v0 = FloatVector.fromArray(FLOAT, x, off + j);
            FloatVector v1 = FloatVector.fromArray(FLOAT, x, off + j + LENGTH);
            FloatVector v2 = FloatVector.fromArray(FLOAT, x, off + j + 2 * LENGTH);
            FloatVector v3 = FloatVector.fromArray(FLOAT, x, off + j + 3 * LENGTH);
            m0 = v0.blend(m0, v0.compare(LE, m0));
            m1 = v1.blend(m1, v1.compare(LE, m1));
            m2 = v2.blend(m2, v2.compare(LE, m2));
            m3 = v3.blend(m3, v3.compare(LE, m3));
        }
        for (; j + LENGTH <= n; j += LENGTH) {
            FloatVector v = FloatVector.fromArray(FLOAT, x, off + j);
            m0 = v.blend(m0, v.compare(LE, m0));
        }
        if (j < n) {
            VectorMask<Float> tail = Lanes.first(n - j);
            FloatVector v = FloatVector.fromArray(FLOAT, x, off + j, tail);
            m1 = v.blend(m1, v.compare(LE, m1).or(tail.not()));
        }
        m0 = m0.blend(m1, m1.compare(GT, m0));
        m2 = m2.blend(m3, m3.compare(GT, m2));
        return m0.blend(m2, m2.compare(GT, m0)).reduceLanes(VectorOperators.MAX);
    }

    /** y := e^(scale·(x − max)), of which it returns the sum, as {@link RowSums} adds. The output may be the input. */
    static float exponentials(int n, float scale, float max, float[] x, int xOff, float[] y, int yOff) {
        exponents(n, scale, max, x, xOff, y, yOff);
        VectorMath.exp(n, y, yOff);
        return RowSums.sum(n, y, yOff);
    }

    private static void exponents(int n, float scale, float max, float[] x, int xOff, float[] y, int yOff) {
        int j = 0;
        for (; j < FLOAT.loopBound(n); j += LENGTH) {
            FloatVector v = FloatVector.fromArray(FLOAT, x, xOff + j);
            v.sub(max).mul(scale).intoArray(y, yOff + j);
        }
        if (j < n) {
            VectorMask<Float> tail = Lanes.first(n - j);
            FloatVector v = FloatVector.fromArray(FLOAT, x, xOff + j, tail);
            v.sub(max).mul(scale).intoArray(y, yOff + j, tail);
        }
    }

    /**
     * x := 2^(slope·x), within the bounds of {@link VectorMath#exp2}.
     *
     * @param partial the partial sums of x, as {@link RowSums} adds, are added to those from {@code pOff} on
     */
    static void powers(int n, float slope, float[] x, int off, float[] partial, int pOff) {
        int whole = FLOAT.loopBound(n);
        VectorMath.exp2(whole, slope, x, off, partial, pOff);
        int rest = n - whole;
        if (rest > 0) {
            float[] end = Scratch.END.floats(LENGTH);
            System.arraycopy(x, off + whole, end, 0, rest);
            VectorMath.exp2(LENGTH, slope, end, 0, Scratch.ROW.floats(VIRTUAL), 0);
            System.arraycopy(end, 0, x, off + whole, rest);
            for (int i = 0; i < rest; i++) {
                partial[pOff + whole % VIRTUAL + i] += end[i];
            }
        }
    }

    /** x := max(x − c, least); NaN where x − c is. */
    static void subtract(int n, float c, float least, float[] x, int off) {
        int j = 0;
        for (; j < FLOAT.loopBound(n); j += LENGTH) {
            FloatVector v = FloatVector.fromArray(FLOAT, x, off + j).sub(c);
            v.blend(least, v.compare(LT, least)).intoArray(x, off + j);
        }
        for (; j < n; j++) {
            x[off + j] = Math.max(x[off + j] - c, least);
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
