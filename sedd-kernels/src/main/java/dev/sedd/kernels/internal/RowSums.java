package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Lanes.FLOAT;
import static dev.sedd.kernels.internal.Lanes.GROUP;
import static dev.sedd.kernels.internal.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Sums over a row. Element j of the row belongs to partial sum p(j mod 16). The {@link Lanes#VIRTUAL} partial sums lie in
 * {@link Lanes#GROUP} vectors and are added in one fixed tree: p(i) + p(i+8), then those at distance 4, 2 and 1. Every
 * vector width so gives the same bits.
 *
 * <p>A loop adds each vector of the row to the accumulator that has waited longest, and passes them round:
 *
 * <pre>{@code
 * s = s0.add(v);
 * s0 = GROUP == 1 ? s : s1;
 * s1 = GROUP == 2 ? s : s2;
 * s2 = s3;
 * s3 = s;
 * }</pre>
 *
 * <p>Where the round stops at the end of the row does not matter: two accumulators are added to each other where they lie
 * half a round apart, and a + b = b + a to the bit.
 */
final class RowSums {
    private static final VectorShuffle<Float> BY_8 = VectorShuffle.iota(FLOAT, 8, 1, true);
    private static final VectorShuffle<Float> BY_4 = VectorShuffle.iota(FLOAT, 4, 1, true);
    private static final VectorShuffle<Float> BY_2 = VectorShuffle.iota(FLOAT, 2, 1, true);
    private static final VectorShuffle<Float> BY_1 = VectorShuffle.iota(FLOAT, 1, 1, true);

    private RowSums() {}

    /** Σ x. */
    static float sum(int n, float[] x, int off) {
        FloatVector s0 = FloatVector.zero(FLOAT);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int j = 0;
        for (; j < FLOAT.loopBound(n); j += LENGTH) {
            FloatVector v = FloatVector.fromArray(FLOAT, x, off + j);
            FloatVector s = s0.add(v);
            s0 = GROUP == 1 ? s : s1;
            s1 = GROUP == 2 ? s : s2;
            s2 = s3;
            s3 = s;
        }
        if (j < n) {
            VectorMask<Float> tail = Lanes.first(n - j);
            FloatVector v = FloatVector.fromArray(FLOAT, x, off + j, tail);
            s0 = s0.add(v);
        }
        return total(s0, s1, s2, s3);
    }

    /** Σ (x − centre). */
    static float deviations(int n, float centre, float[] x, int off) {
        FloatVector s0 = FloatVector.zero(FLOAT);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int j = 0;
        for (; j < FLOAT.loopBound(n); j += LENGTH) {
            FloatVector d = FloatVector.fromArray(FLOAT, x, off + j).sub(centre);
            FloatVector s = s0.add(d);
            s0 = GROUP == 1 ? s : s1;
            s1 = GROUP == 2 ? s : s2;
            s2 = s3;
            s3 = s;
        }
        if (j < n) {
            VectorMask<Float> tail = Lanes.first(n - j);
            FloatVector d = FloatVector.fromArray(FLOAT, x, off + j, tail).sub(centre);
            s0 = s0.add(d, tail);
        }
        return total(s0, s1, s2, s3);
    }

    /** Σ (x − mean − rest)². */
    static float squares(int n, float mean, float rest, float[] x, int off) {
        FloatVector s0 = FloatVector.zero(FLOAT);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int j = 0;
        for (; j < FLOAT.loopBound(n); j += LENGTH) {
            FloatVector d = FloatVector.fromArray(FLOAT, x, off + j).sub(mean).sub(rest);
            FloatVector s = d.fma(d, s0);
            s0 = GROUP == 1 ? s : s1;
            s1 = GROUP == 2 ? s : s2;
            s2 = s3;
            s3 = s;
        }
        if (j < n) {
            VectorMask<Float> tail = Lanes.first(n - j);
            FloatVector d =
                    FloatVector.fromArray(FLOAT, x, off + j, tail).sub(mean).sub(rest);
            s0 = s0.blend(d.fma(d, s0), tail);
        }
        return total(s0, s1, s2, s3);
    }

    /** Σ x·y. */
    static float products(int n, float[] x, int xOff, float[] y, int yOff) {
        FloatVector s0 = FloatVector.zero(FLOAT);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int j = 0;
        for (; j < FLOAT.loopBound(n); j += LENGTH) {
            FloatVector s =
                    FloatVector.fromArray(FLOAT, x, xOff + j).fma(FloatVector.fromArray(FLOAT, y, yOff + j), s0);
            s0 = GROUP == 1 ? s : s1;
            s1 = GROUP == 2 ? s : s2;
            s2 = s3;
            s3 = s;
        }
        if (j < n) {
            VectorMask<Float> tail = Lanes.first(n - j);
            FloatVector v = FloatVector.fromArray(FLOAT, x, xOff + j, tail);
            s0 = v.fma(FloatVector.fromArray(FLOAT, y, yOff + j, tail), s0);
        }
        return total(s0, s1, s2, s3);
    }

    /** The sum of all partial sums; vectors beyond {@link Lanes#GROUP} are ignored. */
    static float total(FloatVector s0, FloatVector s1, FloatVector s2, FloatVector s3) {
        FloatVector s;
        if (GROUP == 1) {
            s = s0.add(s0.rearrange(BY_8));
            s = s.add(s.rearrange(BY_4));
        } else if (GROUP == 2) {
            s = s0.add(s1);
            s = s.add(s.rearrange(BY_4));
        } else {
            s = s0.add(s2).add(s1.add(s3));
        }
        s = s.add(s.rearrange(BY_2));
        return s.add(s.rearrange(BY_1)).lane(0);
    }
}
