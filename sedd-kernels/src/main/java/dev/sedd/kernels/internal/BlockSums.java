package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Lanes.DOUBLE;
import static dev.sedd.kernels.internal.Lanes.GROUP;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Sums of blocks of non-negative parts of doubles, for draws by inversion. Within a block, element j belongs to partial
 * sum j mod 8; the eight are added in a fixed tree, as in {@link RowSums}, so that every vector width gives the same bits.
 */
public final class BlockSums {
    /** Elements in a block. */
    public static final int BLOCK = 64;

    private static final int LENGTH = DOUBLE.length();
    private static final VectorShuffle<Double> BY_4 = VectorShuffle.iota(DOUBLE, 4, 1, true);
    private static final VectorShuffle<Double> BY_2 = VectorShuffle.iota(DOUBLE, 2, 1, true);

    private BlockSums() {}

    /** Σ max(w_i, 0) over the {@code n} elements from {@code off}; NaN where there is one. */
    public static double sum(int n, double[] w, int off) {
        DoubleVector s0 = DoubleVector.zero(DOUBLE);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        int j = 0;
        for (; j < DOUBLE.loopBound(n); j += LENGTH) {
            DoubleVector s = s0.add(DoubleVector.fromArray(DOUBLE, w, off + j).max(0));
            s0 = GROUP == 1 ? s : s1;
            s1 = GROUP == 2 ? s : s2;
            s2 = s3;
            s3 = s;
        }
        if (j < n) {
            VectorMask<Double> tail = DOUBLE.indexInRange(0, n - j);
            s0 = s0.add(DoubleVector.fromArray(DOUBLE, w, off + j, tail).max(0));
        }
        return total(s0, s1, s2, s3);
    }

    /** The sum of all partial sums; vectors beyond {@link Lanes#GROUP} are ignored. */
    private static double total(DoubleVector s0, DoubleVector s1, DoubleVector s2, DoubleVector s3) {
        DoubleVector s;
        if (GROUP == 1) {
            s = s0.add(s0.rearrange(BY_4));
            s = s.add(s.rearrange(BY_2));
        } else if (GROUP == 2) {
            s = s0.add(s1);
            s = s.add(s.rearrange(BY_2));
        } else {
            s = s0.add(s2).add(s1.add(s3));
        }
        return s.lane(0) + s.lane(1);
    }
}
