package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Lanes.DOUBLE;

import jdk.incubator.vector.DoubleVector;

/**
 * Sums of blocks of non-negative parts of doubles, for draws by inversion. Within a block, element j belongs to partial
 * sum j mod 8; the eight are added in a fixed tree, as in {@link RowSums}, so that every vector width gives the same bits.
 */
public final class BlockSums {
    /** Elements in a block. */
    public static final int BLOCK = 64;

    private static final int LENGTH = DOUBLE.length();

    private BlockSums() {}

    /** Σ max(w_i, 0) over the {@code n} elements from {@code off}; NaN where there is one. */
    public static double sum(int n, double[] w, int off) {
        double[] partial = Scratch.doubles();
        for (int g = 0; g < Scratch.DOUBLES; g += LENGTH) {
            DoubleVector s = DoubleVector.zero(DOUBLE);
            int j = g;
            for (; j <= n - LENGTH; j += Scratch.DOUBLES) {
                s = DoubleVector.fromArray(DOUBLE, w, off + j).max(0).add(s);
            }
            if (j < n) {
                s = DoubleVector.fromArray(DOUBLE, w, off + j, DOUBLE.indexInRange(0, n - j))
                        .max(0)
                        .add(s);
            }
            s.intoArray(partial, g);
        }
        double s0 = (partial[0] + partial[4]) + (partial[2] + partial[6]);
        double s1 = (partial[1] + partial[5]) + (partial[3] + partial[7]);
        return s0 + s1;
    }
}
