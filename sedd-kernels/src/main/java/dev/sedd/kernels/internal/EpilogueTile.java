package dev.sedd.kernels.internal;

import dev.sedd.kernels.Epilogue;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** What an {@link Epilogue} does to a tile that has just been computed; the bias is in it already. */
final class EpilogueTile {
    private static final VectorSpecies<Float> F = Lanes.FLOAT;
    private static final int L = Lanes.LENGTH;

    private EpilogueTile() {}

    /** {@code C := residual + gate · tile}, for the tile at (row, column) of the whole product. */
    static void gate(
            Epilogue.Gate g, int rows, int columns, float[] tile, float[] c, int cOff, int ldc, int row, int column) {
        for (int i = 0; i < rows; i++) {
            int gate = g.gateOff() + (row + i) / g.rowsPerGate() * g.ldGate() + column;
            int residual = g.residualOff() + (row + i) * g.ldResidual() + column;
            gateRow(columns, g.gate(), gate, tile, i * MicroKernel.NR, g.residual(), residual, c, cOff + i * ldc);
        }
    }

    private static void gateRow(
            int n, float[] gate, int gOff, float[] x, int xOff, float[] residual, int rOff, float[] y, int yOff) {
        int j = 0;
        for (; j + L <= n; j += L) {
            FloatVector.fromArray(F, x, xOff + j)
                    .fma(FloatVector.fromArray(F, gate, gOff + j), FloatVector.fromArray(F, residual, rOff + j))
                    .intoArray(y, yOff + j);
        }
        if (j < n) {
            VectorMask<Float> mask = Lanes.first(n - j);
            FloatVector.fromArray(F, x, xOff + j)
                    .fma(
                            FloatVector.fromArray(F, gate, gOff + j, mask),
                            FloatVector.fromArray(F, residual, rOff + j, mask))
                    .intoArray(y, yOff + j, mask);
        }
    }
}
