package dev.sedd.model.network;

import dev.sedd.kernels.Activation;
import dev.sedd.kernels.Epilogue;
import dev.sedd.kernels.Linear;
import dev.sedd.kernels.PackedMatrix;
import dev.sedd.kernels.Transpose;
import dev.sedd.kernels.Workers;

/** A linear layer y = activation(x Wᵀ + b), its weight packed for the matrix product. */
final class Layer {
    private final PackedMatrix weight;
    private final Epilogue epilogue;
    private Epilogue gated; // with the gate of the last call

    Layer(Weights.Dense dense) {
        this(dense, Activation.NONE);
    }

    Layer(Weights.Dense dense, Activation activation) {
        weight = PackedMatrix.pack(Transpose.YES, dense.in(), dense.out(), dense.weight(), 0, dense.in());
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
        Linear.apply(rows, x, 0, weight.rows(), weight, epilogue, y, 0, weight.columns(), workers);
    }

    /** stream = stream + gate · (x Wᵀ + b), for the layer that ends a branch. */
    void addTo(float[] stream, int rows, float[] x, Epilogue.Gate gate, Workers workers) {
        if (gated == null || gated.gate() != gate) {
            gated = epilogue.gated(gate);
        }
        Linear.apply(rows, x, 0, weight.rows(), weight, gated, stream, 0, weight.columns(), workers);
    }
}
