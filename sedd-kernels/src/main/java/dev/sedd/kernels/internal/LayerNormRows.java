package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Lanes.FLOAT;
import static dev.sedd.kernels.internal.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * LayerNorm of at most {@link #ROWS} rows, plain and modulated. Rows have at least one element; the output may be the
 * input.
 */
public final class LayerNormRows {
    /** Rows that are taken at a time. */
    public static final int ROWS = RowMoments.ROWS;

    private LayerNormRows() {}

    /** y := (x − mean)/√(variance + eps)·gain. */
    public static void apply(
            int rows,
            int n,
            float eps,
            float[] x,
            int xOff,
            int ldx,
            float[] gain,
            int gainOff,
            float[] y,
            int yOff,
            int ldy) {
        RowMoments m = RowMoments.of(rows, n, eps, x, xOff, ldx);
        for (int r = 0; r < rows; r++) {
            normalised(n, m.mean[r], m.rest[r], m.inverse[r], x, xOff + r * ldx, gain, gainOff, y, yOff + r * ldy);
        }
    }

    /** The same of one row whose moments are known. */
    private static void normalised(
            int n,
            float mean,
            float rest,
            float inverse,
            float[] x,
            int xOff,
            float[] gain,
            int gainOff,
            float[] y,
            int yOff) {
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
            int rows,
            int n,
            float eps,
            float[] x,
            int xOff,
            int ldx,
            float[] gain,
            int gainOff,
            float[] shift,
            int shiftOff,
            float[] scale,
            int scaleOff,
            float[] y,
            int yOff,
            int ldy) {
        RowMoments m = RowMoments.of(rows, n, eps, x, xOff, ldx);
        for (int r = 0; r < rows; r++) {
            modulated(
                    n,
                    m.mean[r],
                    m.rest[r],
                    m.inverse[r],
                    x,
                    xOff + r * ldx,
                    gain,
                    gainOff,
                    shift,
                    shiftOff,
                    scale,
                    scaleOff,
                    y,
                    yOff + r * ldy);
        }
    }

    /** The same of one row whose moments are known. */
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
}
