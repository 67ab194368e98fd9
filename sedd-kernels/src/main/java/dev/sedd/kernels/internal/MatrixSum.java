package dev.sedd.kernels.internal;

import dev.sedd.kernels.Workers;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Sums of matrices by element, for Strassen's recursion. */
final class MatrixSum {
    private static final VectorSpecies<Float> F = Lanes.FLOAT;

    /** Rows of a task. */
    private static final int BAND = 32;

    private MatrixSum() {}

    /** Room for an m by n matrix that lies the same way as {@code view}. */
    static View like(View view, int m, int n) {
        float[] array = new float[Math.multiplyExact(m, n)];
        return view.columnStride() == 1
                ? View.rowMajor(array, 0, n)
                : View.rowMajor(array, 0, m).transposed();
    }

    /** {@code out := x + factor · y}, m by n, all three lying the same way; out may be x or y. */
    static void add(int m, int n, View x, float factor, View y, View out, Workers workers) {
        if (x.columnStride() != 1) {
            add(n, m, x.transposed(), factor, y.transposed(), out.transposed(), workers);
            return;
        }
        workers.forEach(Packing.ceilDiv(m, BAND), band -> {
            for (int i = band * BAND; i < Math.min(m, (band + 1) * BAND); i++) {
                row(n, x.array(), x.index(i, 0), factor, y.array(), y.index(i, 0), out.array(), out.index(i, 0));
            }
        });
    }

    private static void row(int n, float[] x, int xOff, float factor, float[] y, int yOff, float[] out, int outOff) {
        int j = 0;
        for (; j < F.loopBound(n); j += Lanes.LENGTH) {
            FloatVector.fromArray(F, y, yOff + j)
                    .fma(FloatVector.broadcast(F, factor), FloatVector.fromArray(F, x, xOff + j))
                    .intoArray(out, outOff + j);
        }
        for (; j < n; j++) {
            out[outOff + j] = Math.fma(y[yOff + j], factor, x[xOff + j]);
        }
    }
}
