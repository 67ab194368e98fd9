package dev.sedd.kernels;

import java.util.Objects;

/**
 * What a linear layer does to its product before it is stored, tile by tile while the tile is in L1:
 *
 * <pre>{@code y = activation(x W + bias)          without a gate
 * y = residual + gate · activation(x W + bias)   with one}</pre>
 *
 * Arrays are read at every use and never modified, so that an epilogue is made once and used at every step.
 *
 * @param bias (n), or null for none
 * @param activation applied after the bias
 * @param gate applied last, or null for none
 */
public record Epilogue(float[] bias, Activation activation, Gate gate) {
    /** The product as it is. */
    public static final Epilogue NONE = new Epilogue(null, Activation.NONE, null);

    /** Refuses a null activation. */
    public Epilogue {
        Objects.requireNonNull(activation, "activation");
    }

    /** Adds a bias: y = x W + bias. */
    public static Epilogue bias(float[] bias) {
        return new Epilogue(bias, Activation.NONE, null);
    }

    /** This one with an activation. */
    public Epilogue then(Activation newActivation) {
        return new Epilogue(bias, newActivation, gate);
    }

    /** This one with a gate and a residual. */
    public Epilogue gated(Gate newGate) {
        return new Epilogue(bias, activation, newGate);
    }

    /**
     * adaLN's gate and the residual stream: row i, column j becomes
     * {@code residual[residualOff + i * ldresidual + j] + gate[gateOff + (i / rowsPerGate) * ldgate + j] · y}. The
     * residual may be the output itself.
     *
     * @param gate one row for each {@code rowsPerGate} rows of the output
     * @param gateOff offset of the first
     * @param ldgate distance between two
     * @param rowsPerGate rows of the output that share one, T
     * @param residual the residual stream
     * @param residualOff offset of its first row
     * @param ldresidual distance between its rows
     */
    public record Gate(
            float[] gate, int gateOff, int ldgate, int rowsPerGate, float[] residual, int residualOff, int ldresidual) {
        /** Refuses null arrays and a rowsPerGate below 1. */
        public Gate {
            Objects.requireNonNull(gate, "gate");
            Objects.requireNonNull(residual, "residual");
            if (rowsPerGate < 1) {
                throw new IllegalArgumentException("rowsPerGate=" + rowsPerGate + " < 1");
            }
        }
    }
}
