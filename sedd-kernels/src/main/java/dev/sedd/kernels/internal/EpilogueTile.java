package dev.sedd.kernels.internal;

import dev.sedd.kernels.Activation;
import dev.sedd.kernels.Epilogue;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** Applies an {@link Epilogue} to a tile that has just been stored. */
final class EpilogueTile {
    private static final VectorSpecies<Float> F = Lanes.FLOAT;
    private static final int L = Lanes.LENGTH;

    private EpilogueTile() {}

    /**
     * Applies it to the tile of {@code rows} by {@code columns} at (i, j) of {@code sums} and stores it at (i, j) of c,
     * which is (row, column) of the whole product.
     */
    static void apply(Epilogue epilogue, int rows, int columns, View sums, View c, int i, int j, int row, int column) {
        float[] s = sums.array();
        int from = sums.index(i, j);
        int ld = sums.rowStride();
        if (epilogue.bias() != null) {
            addBias(epilogue.bias(), rows, columns, s, from, ld, column);
        }
        if (epilogue.activation() != Activation.NONE) {
            for (int r = 0; r < rows; r++) {
                activate(epilogue.activation(), columns, s, from + r * ld);
            }
        }
        if (epilogue.gate() != null) {
            gate(epilogue.gate(), rows, columns, s, from, ld, c.array(), c.index(i, j), c.rowStride(), row, column);
        }
    }

    private static void addBias(float[] bias, int rows, int columns, float[] c, int cOff, int ldc, int column) {
        for (int j = 0; j < columns; j += L) {
            VectorMask<Float> mask = Lanes.first(columns - j);
            FloatVector b = FloatVector.fromArray(F, bias, column + j, mask);
            for (int i = 0; i < rows; i++) {
                int at = cOff + i * ldc + j;
                FloatVector.fromArray(F, c, at, mask).add(b).intoArray(c, at, mask);
            }
        }
    }

    private static void activate(Activation activation, int n, float[] c, int off) {
        switch (activation) {
            case NONE -> {}
            case GELU_ERF -> Activations.geluErf(n, c, off, c, off);
            case GELU_TANH -> Activations.geluTanh(n, c, off, c, off);
            case SILU -> Activations.silu(n, c, off, c, off);
        }
    }

    private static void gate(
            Epilogue.Gate g,
            int rows,
            int columns,
            float[] s,
            int sOff,
            int lds,
            float[] c,
            int cOff,
            int ldc,
            int row,
            int column) {
        for (int i = 0; i < rows; i++) {
            int gate = g.gateOff() + (row + i) / g.rowsPerGate() * g.ldGate() + column;
            int residual = g.residualOff() + (row + i) * g.ldResidual() + column;
            for (int j = 0; j < columns; j += L) {
                VectorMask<Float> mask = Lanes.first(columns - j);
                FloatVector y = FloatVector.fromArray(F, s, sOff + i * lds + j, mask);
                y.fma(
                                FloatVector.fromArray(F, g.gate(), gate + j, mask),
                                FloatVector.fromArray(F, g.residual(), residual + j, mask))
                        .intoArray(c, cOff + i * ldc + j, mask);
            }
        }
    }
}
