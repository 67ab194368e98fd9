package dev.sedd.kernels.internal;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** Moves a tile between C, whose edge may cut it off, and a whole tile beside it, NR columns wide. */
final class EdgeTile {
    private static final VectorSpecies<Float> F = Lanes.FLOAT;

    private EdgeTile() {}

    /** The row that the sums of the panels of {@code columns} columns start from: the bias from {@code off} on, or zeros without one. */
    static void fill(int columns, float[] bias, int off, float[] row) {
        Arrays.fill(row, 0, Packing.rightSize(1, columns), 0);
        if (bias != null) {
            System.arraycopy(bias, off, row, 0, columns);
        }
    }

    /** {@code tile := C}, and zeros right of it. */
    static void load(int rows, int columns, float[] c, int cOff, int ldc, float[] tile) {
        for (int j = 0; j < MicroKernel.NR; j += Lanes.LENGTH) {
            VectorMask<Float> mask = Lanes.first(Math.max(0, columns - j));
            for (int r = 0; r < rows; r++) {
                FloatVector.fromArray(F, c, cOff + r * ldc + j, mask).intoArray(tile, r * MicroKernel.NR + j);
            }
        }
    }

    /** {@code C := tile}. */
    static void store(int rows, int columns, float[] tile, float[] c, int cOff, int ldc) {
        for (int j = 0; j < columns; j += Lanes.LENGTH) {
            VectorMask<Float> mask = Lanes.first(columns - j);
            for (int r = 0; r < rows; r++) {
                FloatVector.fromArray(F, tile, r * MicroKernel.NR + j).intoArray(c, cOff + r * ldc + j, mask);
            }
        }
    }
}
