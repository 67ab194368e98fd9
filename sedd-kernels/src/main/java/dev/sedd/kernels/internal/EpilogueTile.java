package dev.sedd.kernels.internal;

import dev.sedd.kernels.Activation;
import dev.sedd.kernels.Epilogue;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** What an {@link Epilogue} does to a tile that has just been computed; the bias is in it already. */
final class EpilogueTile {
    private static final VectorSpecies<Float> F = Lanes.FLOAT;
    private static final int L = Lanes.LENGTH;

    private EpilogueTile() {}

    /** {@code C := epilogue(tile)}, for the tile at (row, column) of the whole product. */
    static void finish(
            Epilogue epilogue, int rows, int columns, float[] tile, float[] c, int cOff, int ldc, int row, int column) {
        Activation f = epilogue.activation();
        if (f != Activation.NONE && epilogue.gate() == null && columns == MicroKernel.NR) {
            Activations.tile(f, rows, tile, 0, c, cOff, ldc);
            return;
        }
        if (f != Activation.NONE) {
            Activations.tile(f, rows, tile, 0, tile, 0, MicroKernel.NR);
        }
        if (epilogue.gate() != null) {
            gate(epilogue.gate(), rows, columns, tile, c, cOff, ldc, row, column);
        } else {
            EdgeTile.store(rows, columns, tile, c, cOff, ldc);
        }
    }

    /** {@code C := residual + gate · tile}. */
    private static void gate(
            Epilogue.Gate g, int rows, int columns, float[] tile, float[] c, int cOff, int ldc, int row, int column) {
        for (int i = 0; i < rows; ) {
            int group = (row + i) / g.rowsPerGate();
            int end = Math.min(rows, (group + 1) * g.rowsPerGate() - row);
            int gate = g.gateOff() + group * g.ldgate() + column;
            int residual = g.residualOff() + (row + i) * g.ldresidual() + column;
            int x = i * MicroKernel.NR;
            gateRows(
                    end - i,
                    columns,
                    g.gate(),
                    gate,
                    tile,
                    x,
                    g.residual(),
                    residual,
                    g.ldresidual(),
                    c,
                    cOff + i * ldc,
                    ldc);
            i = end;
        }
    }

    /** Rows that share a gate, each vector of which is read once. */
    private static void gateRows(
            int rows,
            int n,
            float[] gate,
            int gOff,
            float[] x,
            int xOff,
            float[] residual,
            int rOff,
            int ldr,
            float[] y,
            int yOff,
            int ldy) {
        int j = 0;
        for (; j + L <= n; j += L) {
            FloatVector g = FloatVector.fromArray(F, gate, gOff + j);
            for (int i = 0; i < rows; i++) {
                FloatVector.fromArray(F, x, xOff + i * MicroKernel.NR + j)
                        .fma(g, FloatVector.fromArray(F, residual, rOff + i * ldr + j))
                        .intoArray(y, yOff + i * ldy + j);
            }
        }
        if (j < n) {
            VectorMask<Float> mask = Lanes.first(n - j);
            FloatVector g = FloatVector.fromArray(F, gate, gOff + j, mask);
            for (int i = 0; i < rows; i++) {
                FloatVector.fromArray(F, x, xOff + i * MicroKernel.NR + j)
                        .fma(g, FloatVector.fromArray(F, residual, rOff + i * ldr + j, mask))
                        .intoArray(y, yOff + i * ldy + j, mask);
            }
        }
    }
}
