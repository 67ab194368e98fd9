package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Lanes.FLOAT;
import static dev.sedd.kernels.internal.Lanes.LENGTH;
import static dev.sedd.kernels.internal.Lanes.VIRTUAL;

import jdk.incubator.vector.FloatVector;
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
    private RowSums() {}

    /** Σ x. */
    static float sum(int n, float[] x, int off) {
        float[] partial = Scratch.PARTIAL.floats(VIRTUAL);
        for (int g = 0; g < VIRTUAL; g += LENGTH) {
            FloatVector s = FloatVector.zero(FLOAT);
            int j = g;
            for (; j <= n - LENGTH; j += VIRTUAL) {
                s = FloatVector.fromArray(FLOAT, x, off + j).add(s);
            }
            if (j < n) {
                s = FloatVector.fromArray(FLOAT, x, off + j, Lanes.first(n - j)).add(s);
            }
            s.intoArray(partial, g);
        }
        return total(partial);
    }

    /** Σ (x − centre). */
    static float deviations(int n, float centre, float[] x, int off) {
        float[] partial = Scratch.PARTIAL.floats(VIRTUAL);
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
            s.intoArray(partial, g);
        }
        return total(partial);
    }

    /** Σ (x − mean − rest)². */
    static float squares(int n, float mean, float rest, float[] x, int off) {
        float[] partial = Scratch.PARTIAL.floats(VIRTUAL);
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
            s.intoArray(partial, g);
        }
        return total(partial);
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
        return total(partial);
    }

    /** The sum of the partial sums. */
    static float total(float[] partial) {
        return total(partial, 0);
    }

    /** The sum of those that begin at {@code i}. */
    static float total(float[] partial, int i) {
        float s0 = (partial[i] + partial[i + 8]) + (partial[i + 4] + partial[i + 12]);
        float s1 = (partial[i + 1] + partial[i + 9]) + (partial[i + 5] + partial[i + 13]);
        float s2 = (partial[i + 2] + partial[i + 10]) + (partial[i + 6] + partial[i + 14]);
        float s3 = (partial[i + 3] + partial[i + 11]) + (partial[i + 7] + partial[i + 15]);
        return (s0 + s2) + (s1 + s3);
    }
}
