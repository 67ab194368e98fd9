package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Lanes.FLOAT;
import static dev.sedd.kernels.internal.Lanes.INT;
import static dev.sedd.kernels.internal.Lanes.LENGTH;
import static dev.sedd.kernels.internal.Lanes.VIRTUAL;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/**
 * Sums over a row. Element j of the row belongs to partial sum p(j mod 16). The {@link Lanes#VIRTUAL} partial sums are computed one
 * vector of them after the other, each in a loop over its columns, and are added in one fixed tree: p(i) + p(i+8), then those
 * at distance 4, 2 and 1. Every vector width so gives the same bits.
 *
 * <p>Partial sums go to the last additions through an array: a method that takes vectors may not be compiled into its caller, and
 * then they become objects. So do several accumulators that change places in a loop.
 */
final class RowSums {
    private static final int[][] LEFT = {runs(1, 0), runs(2, 0), runs(4, 0), runs(8, 0)};
    private static final int[][] RIGHT = {runs(1, 1), runs(2, 1), runs(4, 1), runs(8, 1)};

    private RowSums() {}

    /** Σ x. */
    static float sum(int n, float[] x, int off) {
        float[] partial = Scratch.PARTIAL.floats(VIRTUAL);
        sum(n, x, off, partial, 0);
        return total(partial, 0);
    }

    /** The partial sums of x, from {@code pOff} on. */
    static void sum(int n, float[] x, int off, float[] partial, int pOff) {
        for (int g = 0; g < VIRTUAL; g += LENGTH) {
            FloatVector s = FloatVector.zero(FLOAT);
            int j = g;
            for (; j <= n - LENGTH; j += VIRTUAL) {
                s = FloatVector.fromArray(FLOAT, x, off + j).add(s);
            }
            if (j < n) {
                s = FloatVector.fromArray(FLOAT, x, off + j, Lanes.first(n - j)).add(s);
            }
            s.intoArray(partial, pOff + g);
        }
    }

    /** The partial sums of x − centre. */
    static void deviations(int n, float centre, float[] x, int off, float[] partial, int pOff) {
        for (int g = 0; g < VIRTUAL; g += LENGTH) {
            FloatVector s = FloatVector.zero(FLOAT);
            int j = g;
            for (; j <= n - LENGTH; j += VIRTUAL) {
                s = FloatVector.fromArray(FLOAT, x, off + j).sub(centre).add(s);
            }
            if (j < n) {
                VectorMask<Float> tail = Lanes.first(n - j);
                FloatVector d = FloatVector.fromArray(FLOAT, x, off + j, tail).sub(centre);
                s = FloatVector.zero(FLOAT).blend(d, tail).add(s);
            }
            s.intoArray(partial, pOff + g);
        }
    }

    /** The partial sums of (x − mean − rest)². */
    static void squares(int n, float mean, float rest, float[] x, int off, float[] partial, int pOff) {
        for (int g = 0; g < VIRTUAL; g += LENGTH) {
            FloatVector s = FloatVector.zero(FLOAT);
            int j = g;
            for (; j <= n - LENGTH; j += VIRTUAL) {
                FloatVector d =
                        FloatVector.fromArray(FLOAT, x, off + j).sub(mean).sub(rest);
                s = d.fma(d, s);
            }
            if (j < n) {
                VectorMask<Float> tail = Lanes.first(n - j);
                FloatVector d =
                        FloatVector.fromArray(FLOAT, x, off + j, tail).sub(mean).sub(rest);
                FloatVector within = FloatVector.zero(FLOAT).blend(d, tail);
                s = within.fma(within, s);
            }
            s.intoArray(partial, pOff + g);
        }
    }

    /** Σ x·y. */
    static float products(int n, float[] x, int xOff, float[] y, int yOff) {
        float[] partial = Scratch.PARTIAL.floats(VIRTUAL);
        for (int g = 0; g < VIRTUAL; g += LENGTH) {
            FloatVector s = FloatVector.zero(FLOAT);
            int j = g;
            for (; j <= n - LENGTH; j += VIRTUAL) {
                FloatVector v = FloatVector.fromArray(FLOAT, x, xOff + j);
                s = v.fma(FloatVector.fromArray(FLOAT, y, yOff + j), s);
            }
            if (j < n) {
                VectorMask<Float> tail = Lanes.first(n - j);
                FloatVector v = FloatVector.fromArray(FLOAT, x, xOff + j, tail);
                s = v.fma(FloatVector.fromArray(FLOAT, y, yOff + j, tail), s);
            }
            s.intoArray(partial, g);
        }
        return total(partial, 0);
    }

    /** The sum of the partial sums that begin at {@code i}. */
    static float total(float[] partial, int i) {
        float s0 = (partial[i] + partial[i + 8]) + (partial[i + 4] + partial[i + 12]);
        float s1 = (partial[i + 1] + partial[i + 9]) + (partial[i + 5] + partial[i + 13]);
        float s2 = (partial[i + 2] + partial[i + 10]) + (partial[i + 6] + partial[i + 14]);
        float s3 = (partial[i + 3] + partial[i + 11]) + (partial[i + 7] + partial[i + 15]);
        return (s0 + s2) + (s1 + s3);
    }

    /** The totals of eight sets of partial sums, one behind the other, into the first eight places. */
    static void eightTotals(float[] partial) {
        if (LENGTH == VIRTUAL) {
            eightTrees(partial);
            return;
        }
        for (int r = 0; r < 8; r++) {
            partial[r] = total(partial, r * VIRTUAL);
        }
    }

    /** The same trees side by side: each step adds the left and the right halves of all. */
    private static void eightTrees(float[] partial) {
        IntVector left = IntVector.fromArray(INT, LEFT[3], 0);
        IntVector right = IntVector.fromArray(INT, RIGHT[3], 0);
        IntVector s0 = FloatVector.fromArray(FLOAT, partial, 0).reinterpretAsInts();
        IntVector s1 = FloatVector.fromArray(FLOAT, partial, VIRTUAL).reinterpretAsInts();
        IntVector s2 = FloatVector.fromArray(FLOAT, partial, 2 * VIRTUAL).reinterpretAsInts();
        IntVector s3 = FloatVector.fromArray(FLOAT, partial, 3 * VIRTUAL).reinterpretAsInts();
        IntVector s4 = FloatVector.fromArray(FLOAT, partial, 4 * VIRTUAL).reinterpretAsInts();
        IntVector s5 = FloatVector.fromArray(FLOAT, partial, 5 * VIRTUAL).reinterpretAsInts();
        IntVector s6 = FloatVector.fromArray(FLOAT, partial, 6 * VIRTUAL).reinterpretAsInts();
        IntVector s7 = FloatVector.fromArray(FLOAT, partial, 7 * VIRTUAL).reinterpretAsInts();
        IntVector a0 = left.selectFrom(s0, s1)
                .reinterpretAsFloats()
                .add(right.selectFrom(s0, s1).reinterpretAsFloats())
                .reinterpretAsInts();
        IntVector a1 = left.selectFrom(s2, s3)
                .reinterpretAsFloats()
                .add(right.selectFrom(s2, s3).reinterpretAsFloats())
                .reinterpretAsInts();
        IntVector a2 = left.selectFrom(s4, s5)
                .reinterpretAsFloats()
                .add(right.selectFrom(s4, s5).reinterpretAsFloats())
                .reinterpretAsInts();
        IntVector a3 = left.selectFrom(s6, s7)
                .reinterpretAsFloats()
                .add(right.selectFrom(s6, s7).reinterpretAsFloats())
                .reinterpretAsInts();
        left = IntVector.fromArray(INT, LEFT[2], 0);
        right = IntVector.fromArray(INT, RIGHT[2], 0);
        IntVector b0 = left.selectFrom(a0, a1)
                .reinterpretAsFloats()
                .add(right.selectFrom(a0, a1).reinterpretAsFloats())
                .reinterpretAsInts();
        IntVector b1 = left.selectFrom(a2, a3)
                .reinterpretAsFloats()
                .add(right.selectFrom(a2, a3).reinterpretAsFloats())
                .reinterpretAsInts();
        left = IntVector.fromArray(INT, LEFT[1], 0);
        right = IntVector.fromArray(INT, RIGHT[1], 0);
        IntVector c = left.selectFrom(b0, b1)
                .reinterpretAsFloats()
                .add(right.selectFrom(b0, b1).reinterpretAsFloats())
                .reinterpretAsInts();
        left = IntVector.fromArray(INT, LEFT[0], 0);
        right = IntVector.fromArray(INT, RIGHT[0], 0);
        left.selectFrom(c, c)
                .reinterpretAsFloats()
                .add(right.selectFrom(c, c).reinterpretAsFloats())
                .intoArray(partial, 0);
    }

    /** Of two vectors one behind the other: every other run of {@code run} lanes, the first or the second of each pair. */
    private static int[] runs(int run, int which) {
        int[] lanes = new int[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            lanes[i] = (2 * (i / run) + which) * run + i % run;
        }
        return lanes;
    }
}
