package dev.sedd.model.network;

import dev.sedd.kernels.Activation;
import dev.sedd.kernels.Epilogue;
import dev.sedd.kernels.Linear;
import dev.sedd.kernels.PackedMatrix;
import dev.sedd.kernels.Workers;

/**
 * A linear layer y = activation(x Wᵀ + b), W (out, in), its weight packed for the matrix product. The kernels' W is this Wᵀ: its rows are
 * the layer's inputs, its columns the outputs.
 */
final class Layer {
    private final PackedMatrix weight;
    private final Epilogue epilogue;

    Layer(Weights.Dense dense, Packer packer) {
        this(dense, Activation.NONE, packer);
    }

    Layer(Weights.Dense dense, Activation activation, Packer packer) {
        weight = packer.weight(dense.weight());
        epilogue = dense.bias() == null && activation == Activation.NONE
                ? Epilogue.NONE
                : new Epilogue(dense.bias(), activation, null);
    }

    /** The width of its output. */
    int width() {
        return weight.columns();
    }

    /** y = activation(x Wᵀ + b) on packed rows. */
    void apply(int rows, float[] x, float[] y, Workers workers) {
        apply(rows, x, 0, y, 0, weight.columns(), workers);
    }

    /** The same from packed rows of x into rows of y that lie {@code ldy} apart. */
    void apply(int rows, float[] x, int xOff, float[] y, int yOff, int ldy, Workers workers) {
        Linear.apply(rows, x, xOff, weight.rows(), weight, epilogue, y, yOff, ldy, workers);
    }

    /** The same on packed rows with another bias. */
    void apply(int rows, float[] x, int xOff, Epilogue other, float[] y, int yOff, Workers workers) {
        Linear.apply(rows, x, xOff, weight.rows(), weight, other, y, yOff, weight.columns(), workers);
    }

    /** stream = stream + gate · (x Wᵀ + b), for the layer that ends a branch, of rows of x that lie {@code ldx} apart. */
    void addToStream(Workspace w, float[] x, int ldx, Epilogue.Gate gate) {
        Linear.apply(
                w.rows(), x, 0, ldx, weight, w.gates.through(gate, epilogue), w.stream, 0, weight.columns(), w.workers);
    }
}
