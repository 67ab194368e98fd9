package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Lanes.FLOAT;
import static dev.sedd.kernels.internal.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** The exponentials of a softmax down the columns of a matrix: every lane is a column of its own. */
final class SoftmaxColumns {
    private SoftmaxColumns() {}

    /**
     * {@code x_ij := exp(scale · (x_ij − max_i x_ij))} in place and {@code sums_j := Σ_i x_ij}, for {@code rows} by
     * {@code columns} with {@code rows >= 1}. Sums run down the column in order.
     */
    static void exponentials(int rows, int columns, float scale, float[] x, int ldx, float[] sums) {
        for (int j = 0; j < columns; j += LENGTH) {
            VectorMask<Float> mask = Lanes.first(columns - j);
            FloatVector max = FloatVector.fromArray(FLOAT, x, j, mask);
            for (int i = 1; i < rows; i++) {
                max = max.max(FloatVector.fromArray(FLOAT, x, i * ldx + j, mask));
            }
            FloatVector sum = FloatVector.zero(FLOAT);
            for (int i = 0; i < rows; i++) {
                FloatVector s = FloatVector.fromArray(FLOAT, x, i * ldx + j, mask);
                FloatVector e = VectorMath.exp(s.sub(max).mul(scale));
                e.intoArray(x, i * ldx + j, mask);
                sum = sum.add(e);
            }
            sum.intoArray(sums, j, mask);
        }
    }
}
