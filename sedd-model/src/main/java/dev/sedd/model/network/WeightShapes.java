package dev.sedd.model.network;

import java.util.List;

/** Holds weights against the shapes that a configuration gives them. */
final class WeightShapes {
    private WeightShapes() {}

    /**
     * Refuses weights of another configuration.
     *
     * @throws IllegalArgumentException which names the first that differ
     */
    static void check(Configuration c, Weights weights) {
        TensorNames names = TensorNames.of(c);
        matrix(names.embedding(), weights.embedding());
        vector("a table of positions", names.positions(), weights.positions());
        dense(names.noiseIn(), weights.noiseIn());
        dense(names.noiseOut(), weights.noiseOut());
        List<Weights.Block> blocks = weights.blocks();
        if (blocks.size() != c.blocks()) {
            throw new IllegalArgumentException(
                    "there are weights of " + blocks.size() + " blocks, but the configuration has " + c.blocks());
        }
        for (int i = 0; i < blocks.size(); i++) {
            block(names.blocks().get(i), blocks.get(i));
        }
        vector("the final norm", names.finalNorm(), weights.finalNorm());
        vector(names.headNorm(), weights.head().norm());
        dense(names.headLinear(), weights.head().linear());
        dense(names.headModulation(), weights.head().modulation());
    }

    private static void block(TensorNames.Block names, Weights.Block block) {
        vector(names.norm1(), block.norm1());
        dense(names.qkv(), block.qkv());
        dense(names.project(), block.project());
        vector(names.norm2(), block.norm2());
        dense(names.up(), block.up());
        dense(names.down(), block.down());
        dense(names.modulation(), block.modulation());
    }

    private static void dense(TensorNames.Linear layer, Weights.Dense dense) {
        matrix(layer.weight(), dense.weight());
        vector("a bias beside " + layer.weight().name(), layer.bias(), dense.bias());
    }

    private static void matrix(TensorNames.Tensor tensor, Weights.Matrix matrix) {
        check(tensor, List.of(matrix.rows(), matrix.columns()));
    }

    /** A vector that the network may not have, {@code tensor} being null then. */
    private static void vector(String what, TensorNames.Tensor tensor, float[] vector) {
        if (tensor != null) {
            vector(tensor, vector);
        } else if (vector != null) {
            throw new IllegalArgumentException(what + " is given, but the configuration has none");
        }
    }

    /** A vector, or a matrix in one array. */
    private static void vector(TensorNames.Tensor tensor, float[] vector) {
        if (vector == null) {
            throw new IllegalArgumentException(tensor.name() + " is not given, but the configuration has it");
        }
        if (vector.length != tensor.count()) {
            check(tensor, List.of(vector.length));
        }
    }

    private static void check(TensorNames.Tensor tensor, List<Integer> shape) {
        if (!shape.equals(tensor.shape())) {
            throw new IllegalArgumentException(
                    tensor.name() + " is " + shape + ", but the configuration's is " + tensor.shape());
        }
    }
}
