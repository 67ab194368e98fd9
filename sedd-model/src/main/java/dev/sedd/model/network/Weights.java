package dev.sedd.model.network;

import java.util.List;

/**
 * A network's weights, as plain row-major arrays.
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
        float[] embedding,
        float[] positions,
        Dense noiseIn,
        Dense noiseOut,
        List<Block> blocks,
        float[] finalNorm,
        Head head) {
    /**
     * A linear layer y = x Wᵀ + b.
     *
     * @param out rows of W
     * @param in columns of W
     * @param weight (out, in)
     * @param bias (out), or null
     */
    public record Dense(int out, int in, float[] weight, float[] bias) {}

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
