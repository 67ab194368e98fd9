package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Lanes.FLOAT;
import static dev.sedd.kernels.internal.Lanes.LENGTH;
import static dev.sedd.kernels.internal.Lanes.VIRTUAL;

import dev.sedd.kernels.Workers;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * {@code C := A · B} of one row or one column, where the sums run along contiguous numbers of both operands: each element is
 * a dot product, added as {@link RowSums} adds, and nothing is packed. So its bits may differ from those that it has within a larger product.
 */
public final class DotProducts {
    private static final int ROWS = 4;

    /** Elements of a thread's task. */
    private static final int TASK = 64;

    private DotProducts() {}

    /** Whether the product is one of these. */
    public static boolean suits(int m, int n, View a, View b) {
        return (m == 1 || n == 1) && a.columnStride() == 1 && b.rowStride() == 1;
    }

    /** Computes it. */
    public static void multiply(int m, int n, int k, View a, View b, View c, Workers workers) {
        if (n == 1) {
            run(m, k, a.array(), a.offset(), a.rowStride(), b.array(), b.offset(), c, c.rowStride(), workers);
        } else {
            run(n, k, b.array(), b.offset(), b.columnStride(), a.array(), a.offset(), c, c.columnStride(), workers);
        }
    }

    private static void run(
            int count, int k, float[] x, int off, int ld, float[] y, int yOff, View c, int step, Workers workers) {
        if ((long) count * k < BlockSizes.PARALLEL_MULTIPLY_ADDS) {
            part(0, count, k, x, off, ld, y, yOff, c.array(), c.offset(), step);
        } else {
            workers.forEach(Packing.ceilDiv(count, TASK), task -> {
                int from = task * TASK;
                int to = Math.min(count, from + TASK);
                part(from, to, k, x, off, ld, y, yOff, c.array(), c.offset(), step);
            });
        }
    }

    private static void part(
            int from, int to, int k, float[] x, int off, int ld, float[] y, int yOff, float[] c, int cOff, int step) {
        float[] partial = Scratch.PARTIAL.floats(ROWS * VIRTUAL);
        for (int i = from; i < to; i += ROWS) {
            int last = to - 1;
            int x0 = off + i * ld;
            int x1 = off + Math.min(last, i + 1) * ld;
            int x2 = off + Math.min(last, i + 2) * ld;
            int x3 = off + Math.min(last, i + 3) * ld;
            four(k, x, x0, x1, x2, x3, y, yOff, partial);
            for (int r = 0; r < Math.min(ROWS, to - i); r++) {
                c[cOff + (i + r) * step] = RowSums.total(partial, r * VIRTUAL);
            }
        }
    }

    /** The partial sums of four rows of x times y. */
    private static void four(int k, float[] x, int x0, int x1, int x2, int x3, float[] y, int yOff, float[] partial) {
        for (int g = 0; g < VIRTUAL; g += LENGTH) {
            FloatVector s0 = FloatVector.zero(FLOAT);
            FloatVector s1 = s0;
            FloatVector s2 = s0;
            FloatVector s3 = s0;
            int j = g;
            for (; j <= k - LENGTH; j += VIRTUAL) {
                FloatVector v = FloatVector.fromArray(FLOAT, y, yOff + j);
                s0 = v.fma(FloatVector.fromArray(FLOAT, x, x0 + j), s0);
                s1 = v.fma(FloatVector.fromArray(FLOAT, x, x1 + j), s1);
                s2 = v.fma(FloatVector.fromArray(FLOAT, x, x2 + j), s2);
                s3 = v.fma(FloatVector.fromArray(FLOAT, x, x3 + j), s3);
            }
            if (j < k) {
                VectorMask<Float> tail = Lanes.first(k - j);
                FloatVector v = FloatVector.fromArray(FLOAT, y, yOff + j, tail);
                s0 = v.fma(FloatVector.fromArray(FLOAT, x, x0 + j, tail), s0);
                s1 = v.fma(FloatVector.fromArray(FLOAT, x, x1 + j, tail), s1);
                s2 = v.fma(FloatVector.fromArray(FLOAT, x, x2 + j, tail), s2);
                s3 = v.fma(FloatVector.fromArray(FLOAT, x, x3 + j, tail), s3);
            }
            s0.intoArray(partial, g);
            s1.intoArray(partial, VIRTUAL + g);
            s2.intoArray(partial, 2 * VIRTUAL + g);
            s3.intoArray(partial, 3 * VIRTUAL + g);
        }
    }
}
