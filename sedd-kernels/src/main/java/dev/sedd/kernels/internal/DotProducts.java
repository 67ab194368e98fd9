package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Lanes.FLOAT;
import static dev.sedd.kernels.internal.Lanes.LENGTH;
import static dev.sedd.kernels.internal.Lanes.VIRTUAL;

import dev.sedd.kernels.Workers;
import jdk.incubator.vector.FloatVector;

/**
 * {@code C := A · B} of one row or one column, where the sums run along contiguous numbers of both operands: each element is
 * a dot product, added as {@link RowSums} adds, and nothing is packed. So its bits may differ from those that it has within a larger product.
 */
public final class DotProducts {
    private static final int ROWS = 8;

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
            int rows = Math.min(ROWS, to - i);
            products(rows, k, x, off + i * ld, ld, y, yOff, partial);
            RowSums.eightTotals(partial);
            for (int r = 0; r < rows; r++) {
                c[cOff + (i + r) * step] = partial[r];
            }
        }
    }

    /** The partial sums of eight rows of x times y; in place of rows that are not there, of the last one. */
    private static void products(int rows, int k, float[] x, int off, int ld, float[] y, int yOff, float[] partial) {
        int last = rows - 1;
        int whole = k - k % VIRTUAL;
        int x0 = off;
        int x1 = off + Math.min(1, last) * ld;
        int x2 = off + Math.min(2, last) * ld;
        int x3 = off + Math.min(3, last) * ld;
        int x4 = off + Math.min(4, last) * ld;
        int x5 = off + Math.min(5, last) * ld;
        int x6 = off + Math.min(6, last) * ld;
        int x7 = off + Math.min(7, last) * ld;
        for (int g = 0; g < VIRTUAL; g += LENGTH) {
            FloatVector s0 = FloatVector.zero(FLOAT);
            FloatVector s1 = s0;
            FloatVector s2 = s0;
            FloatVector s3 = s0;
            FloatVector s4 = s0;
            FloatVector s5 = s0;
            FloatVector s6 = s0;
            FloatVector s7 = s0;
            for (int j = g; j < whole; j += VIRTUAL) {
                FloatVector v = FloatVector.fromArray(FLOAT, y, yOff + j);
                s0 = v.fma(FloatVector.fromArray(FLOAT, x, x0 + j), s0);
                s1 = v.fma(FloatVector.fromArray(FLOAT, x, x1 + j), s1);
                s2 = v.fma(FloatVector.fromArray(FLOAT, x, x2 + j), s2);
                s3 = v.fma(FloatVector.fromArray(FLOAT, x, x3 + j), s3);
                s4 = v.fma(FloatVector.fromArray(FLOAT, x, x4 + j), s4);
                s5 = v.fma(FloatVector.fromArray(FLOAT, x, x5 + j), s5);
                s6 = v.fma(FloatVector.fromArray(FLOAT, x, x6 + j), s6);
                s7 = v.fma(FloatVector.fromArray(FLOAT, x, x7 + j), s7);
            }
            s0.intoArray(partial, g);
            s1.intoArray(partial, VIRTUAL + g);
            s2.intoArray(partial, 2 * VIRTUAL + g);
            s3.intoArray(partial, 3 * VIRTUAL + g);
            s4.intoArray(partial, 4 * VIRTUAL + g);
            s5.intoArray(partial, 5 * VIRTUAL + g);
            s6.intoArray(partial, 6 * VIRTUAL + g);
            s7.intoArray(partial, 7 * VIRTUAL + g);
        }
        for (int r = 0; r < rows && whole < k; r++) {
            tail(k, x, off + r * ld, y, yOff, partial, r * VIRTUAL);
        }
    }

    /** What is left of a row behind its whole sixteens. */
    private static void tail(int k, float[] x, int xOff, float[] y, int yOff, float[] partial, int at) {
        for (int j = k - k % VIRTUAL; j < k; j++) {
            int s = at + j % VIRTUAL;
            partial[s] = Math.fma(x[xOff + j], y[yOff + j], partial[s]);
        }
    }
}
