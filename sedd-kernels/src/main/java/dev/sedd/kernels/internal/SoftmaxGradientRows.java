package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Lanes.FLOAT;
import static dev.sedd.kernels.internal.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** The way back through the softmax of one row. */
public final class SoftmaxGradientRows {
    private SoftmaxGradientRows() {}

    /** dx := scale·y·(dy − Σ y·dy), where y = softmax(scale·x). dx may be dy. */
    public static void apply(int n, float scale, float[] y, int yOff, float[] dy, int dyOff, float[] dx, int dxOff) {
        float along = RowSums.products(n, y, yOff, dy, dyOff);
        for (int j = 0; j < n; j += LENGTH) {
            VectorMask<Float> mask = Lanes.first(n - j);
            FloatVector p = FloatVector.fromArray(FLOAT, y, yOff + j, mask);
            FloatVector g = FloatVector.fromArray(FLOAT, dy, dyOff + j, mask);
            g.sub(along).mul(p).mul(scale).intoArray(dx, dxOff + j, mask);
        }
    }
}
