package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Lanes.FLOAT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

/**
 * The end of a reduction over a row. Its {@link Lanes#VIRTUAL} partial sums p0 … p15 lie in {@link Lanes#GROUP} vectors,
 * the first lanes first, and are added in one fixed tree: p(i) + p(i+8), then those at distance 4, 2 and 1. Every vector
 * width so gives the same bits.
 */
final class LaneSums {
    private static final VectorShuffle<Float> BY_8 = VectorShuffle.iota(FLOAT, 8, 1, true);
    private static final VectorShuffle<Float> BY_4 = VectorShuffle.iota(FLOAT, 4, 1, true);
    private static final VectorShuffle<Float> BY_2 = VectorShuffle.iota(FLOAT, 2, 1, true);
    private static final VectorShuffle<Float> BY_1 = VectorShuffle.iota(FLOAT, 1, 1, true);

    private LaneSums() {}

    /** The sum of all partial sums; vectors beyond {@link Lanes#GROUP} are ignored. */
    static float total(FloatVector s0, FloatVector s1, FloatVector s2, FloatVector s3) {
        FloatVector s;
        if (Lanes.GROUP == 1) {
            s = s0.add(s0.rearrange(BY_8));
            s = s.add(s.rearrange(BY_4));
        } else if (Lanes.GROUP == 2) {
            s = s0.add(s1);
            s = s.add(s.rearrange(BY_4));
        } else {
            s = s0.add(s2).add(s1.add(s3));
        }
        s = s.add(s.rearrange(BY_2));
        return s.add(s.rearrange(BY_1)).lane(0);
    }
}
