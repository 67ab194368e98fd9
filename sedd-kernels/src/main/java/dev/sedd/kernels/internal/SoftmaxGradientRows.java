package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Lanes.FLOAT;
import static dev.sedd.kernels.internal.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** The backward pass of the softmax of one row. */
public final class SoftmaxGradientRows {
    private SoftmaxGradientRows() {}

    /** dx := scale·y·(dy − Σ y·dy), where y = softmax(scale·x). dx may be dy. */
    public static void apply(int n, float scale, float[] y, int yOff, float[] dy, int dyOff, float[] dx, int dxOff) {
        float along = RowSums.products(n, y, yOff, dy, dyOff);
        int j = 0;
        for (; j < FLOAT.loopBound(n); j += LENGTH) {
            FloatVector p = FloatVector.fromArray(FLOAT, y, yOff + j);
            FloatVector g = FloatVector.fromArray(FLOAT, dy, dyOff + j);
            g.sub(along).mul(p).mul(scale).intoArray(dx, dxOff + j);
        }
        if (j < n) {
            VectorMask<Float> tail = Lanes.first(n - j);
            FloatVector p = FloatVector.fromArray(FLOAT, y, yOff + j, tail);
            FloatVector g = FloatVector.fromArray(FLOAT, dy, dyOff + j, tail);
            g.sub(along).mul(p).mul(scale).intoArray(dx, dxOff + j, tail);
        }
    }

    /**
     * From scores and the gradient of the weights: {@code x := p = softmax(scale·x)} and
     * {@code dp := scale·p·(dp − Σ p·dp)}, both in place.
     */
    public static void throughSoftmax(int n, float scale, float[] x, int xOff, float[] dp, int dpOff) {
        float inverse = 1f / SoftmaxRows.exponentials(n, scale, SoftmaxRows.max(n, x, xOff), x, xOff, x, xOff);
        float along = RowSums.products(n, x, xOff, dp, dpOff) * inverse;
        int j = 0;
        for (; j < FLOAT.loopBound(n); j += LENGTH) {
            FloatVector p = FloatVector.fromArray(FLOAT, x, xOff + j).mul(inverse);
            FloatVector g = FloatVector.fromArray(FLOAT, dp, dpOff + j);
            p.intoArray(x, xOff + j);
            g.sub(along).mul(p).mul(scale).intoArray(dp, dpOff + j);
        }
        if (j < n) {
            VectorMask<Float> tail = Lanes.first(n - j);
            FloatVector p = FloatVector.fromArray(FLOAT, x, xOff + j, tail).mul(inverse);
            FloatVector g = FloatVector.fromArray(FLOAT, dp, dpOff + j, tail);
            p.intoArray(x, xOff + j, tail);
            g.sub(along).mul(p).mul(scale).intoArray(dp, dpOff + j, tail);
        }
    }
}
