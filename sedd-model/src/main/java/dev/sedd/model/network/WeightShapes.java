package dev.sedd.model.network;

import java.util.List;

/** The shapes that a configuration's weights have. */
final class WeightShapes {
    private static final int QKV = 3;
    private static final int MLP = 4;
    private static final int MODULATIONS = 6;
    private static final int HEAD_MODULATIONS = 2;

    private WeightShapes() {}

    /**
     * Refuses weights of another configuration.
     *
     * @throws IllegalArgumentException which names the first that differ
     */
    static void check(Configuration c, Weights weights) {
        int width = c.hiddenSize();
        boolean nanogpt = c.family() == Family.NANOGPT;
        matrix("embedding", weights.embedding(), c.vocabularySize(), width);
        vector("positions", weights.positions(), nanogpt ? Math.multiplyExact(c.length(), width) : 0);
        dense("noiseIn", weights.noiseIn(), c.condDim(), Configuration.NOISE_WAVES);
        dense("noiseOut", weights.noiseOut(), c.condDim(), c.condDim());
        List<Weights.Block> blocks = weights.blocks();
        if (blocks.size() != c.blocks()) {
            throw new IllegalArgumentException(
                    "there are weights of " + blocks.size() + " blocks, but the configuration has " + c.blocks());
        }
        for (int i = 0; i < blocks.size(); i++) {
            Weights.Block block = blocks.get(i);
            String name = "blocks[" + i + "].";
            vector(name + "norm1", block.norm1(), width);
            dense(name + "qkv", block.qkv(), QKV * width, width);
            dense(name + "project", block.project(), width, width);
            vector(name + "norm2", block.norm2(), width);
            dense(name + "up", block.up(), MLP * width, width);
            dense(name + "down", block.down(), width, MLP * width);
            dense(name + "modulation", block.modulation(), MODULATIONS * width, c.condDim());
        }
        vector("finalNorm", weights.finalNorm(), nanogpt ? width : 0);
        vector("head.norm", weights.head().norm(), width);
        dense("head.linear", weights.head().linear(), c.vocabularySize(), width);
        dense("head.modulation", weights.head().modulation(), HEAD_MODULATIONS * width, c.condDim());
    }

    private static void dense(String name, Weights.Dense dense, int out, int in) {
        matrix(name, dense.weight(), out, in);
        if (dense.bias() != null) {
            vector(name + ".bias", dense.bias(), out);
        }
    }

    private static void matrix(String name, Weights.Matrix matrix, int rows, int columns) {
        if (matrix.rows() != rows || matrix.columns() != columns) {
            throw new IllegalArgumentException(name + " is (" + matrix.rows() + ", " + matrix.columns()
                    + "), but the configuration's is (" + rows + ", " + columns + ")");
        }
    }

    private static void vector(String name, float[] vector, int size) {
        int found = vector == null ? 0 : vector.length;
        if (found != size) {
            throw new IllegalArgumentException(
                    name + " has " + found + " numbers, but the configuration's has " + size);
        }
    }
}
