package dev.sedd.kernels.internal;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** Moves a tile that was computed beside C into it: where it is cut off by an edge, scaled, or added to what is there. */
final class TileStore {
    private static final VectorSpecies<Float> F = Lanes.FLOAT;

    private TileStore() {}

    /** {@code C := alpha · tile + beta · C} for {@code rows} by {@code columns}; with beta = 0, C is not read. */
    static void store(int rows, int columns, float alpha, float[] tile, float beta, float[] c, int cOff, int ldc) {
        for (int j = 0; j < columns; j += Lanes.LENGTH) {
            VectorMask<Float> mask = Lanes.first(columns - j);
            for (int r = 0; r < rows; r++) {
                int to = cOff + r * ldc + j;
                FloatVector sum =
                        FloatVector.fromArray(F, tile, r * MicroKernel.NR + j).mul(alpha);
                if (beta != 0) {
                    sum = FloatVector.fromArray(F, c, to, mask).fma(FloatVector.broadcast(F, beta), sum);
                }
                sum.intoArray(c, to, mask);
            }
        }
    }
}
