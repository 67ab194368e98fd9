package dev.sedd.model.network;

import dev.sedd.kernels.MatrixRows;
import java.util.List;

/**
 * A network's weights, row-major: plain arrays, but for the embedding and the matrices of linear layers, which may still lie in a
 * file.
 *
 * @param embedding (V, D)
 * @param positions (T, D) in the nanogpt family, else null
 * @param noiseIn (C, 256) with bias, the first layer of the noise embedding
 * @param noiseOut (C, C) with bias, its second
 * @param blocks one for each transformer block
 * @param finalNorm (D) gain of ln_f in the nanogpt family, else null
 * @param head the output layer
 */
public record Weights(
        Matrix embedding,
        float[] positions,
        Dense noiseIn,
        Dense noiseOut,
        List<Block> blocks,
        float[] finalNorm,
        Head head) {
    /**
     * A matrix, which may lie in a file, from which it is read when it is asked for.
     *
     * @param rows how many rows
     * @param columns the length of each
     * @param values the numbers
     */
    public record Matrix(int rows, int columns, MatrixRows values) {
        /** A matrix in memory, not copied. */
        public Matrix(int rows, int columns, float[] values) {
            this(rows, columns, new InMemory(values, columns));
        }

        /** All its numbers: the array itself where it is in memory, else a fresh one. */
        public float[] array() {
            if (values instanceof InMemory held) {
                return held.values;
            }
            float[] array = new float[Math.multiplyExact(rows, columns)];
            values.read(0, rows, array);
            return array;
        }
    }

    /**
     * A linear layer y = x Wᵀ + b.
     *
     * @param weight W, (out, in)
     * @param bias (out), or null
     */
    public record Dense(Matrix weight, float[] bias) {
        /** The length of y. */
        public int out() {
            return weight.rows();
        }

        /** The length of x. */
        public int in() {
            return weight.columns();
        }

        /** The layer of some of the outputs, without a bias: rows [from, to) of W. */
        Dense rows(int from, int to) {
            MatrixRows all = weight.values();
            return new Dense(
                    new Matrix(to - from, in(), (first, count, into) -> all.read(from + first, count, into)), null);
        }
    }

    private record InMemory(float[] values, int columns) implements MatrixRows {
        @Override
        public void read(int from, int count, float[] into) {
            System.arraycopy(values, from * columns, into, 0, count * columns);
        }
    }

    /**
     * A transformer block.
     *
     * @param norm1 (D) gain before attention
     * @param qkv (3D, D) rows in the order q, k, v
     * @param project (D, D) attention's output
     * @param norm2 (D) gain before the MLP
     * @param up (4D, D)
     * @param down (D, 4D)
     * @param modulation (6D, C) with bias: shift, scale, gate of attention, then of the MLP
     */
    public record Block(
            float[] norm1, Dense qkv, Dense project, float[] norm2, Dense up, Dense down, Dense modulation) {}

    /**
     * The output layer.
     *
     * @param norm (D) gain
     * @param linear (V, D) with bias
     * @param modulation (2D, C) with bias: shift, scale
     */
    public record Head(float[] norm, Dense linear, Dense modulation) {}
}
