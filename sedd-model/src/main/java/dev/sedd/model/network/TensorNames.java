package dev.sedd.model.network;

import java.util.ArrayList;
import java.util.List;

/**
 * The tensors of a network: their names in published files, and the shapes that a configuration gives them.
 *
 * @param embedding (V, D)
 * @param positions (T, D), or null
 * @param noiseIn a linear layer (C, 256)
 * @param noiseOut a linear layer (C, C)
 * @param blocks the transformer blocks
 * @param finalNorm (D), or null
 * @param headNorm (D)
 * @param headLinear a linear layer (V, D)
 * @param headModulation a linear layer (2D, C)
 */
public record TensorNames(
        Tensor embedding,
        Tensor positions,
        Linear noiseIn,
        Linear noiseOut,
        List<Block> blocks,
        Tensor finalNorm,
        Tensor headNorm,
        Linear headLinear,
        Linear headModulation) {
    /** The position table of the nanogpt family. */
    public static final String POSITIONS = "transformer.wpe.weight";

    /** The first layer of the noise embedding. */
    public static final String NOISE_IN = "sigma_map.mlp.0";

    /** The rotary frequencies of the sedd family, a table that is stored beside the weights. */
    public static final String FREQUENCIES = "rotary_emb.inv_freq";

    /**
     * A tensor's name and the shape that the configuration gives it.
     *
     * @param name the published name
     * @param shape its sizes, row-major
     */
    public record Tensor(String name, List<Integer> shape) {
        /** The number of its elements. */
        public long count() {
            return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        }
    }

    /**
     * A linear layer.
     *
     * @param out rows of the weight
     * @param in columns of the weight
     * @param weight (out, in)
     * @param bias (out), or null
     */
    public record Linear(int out, int in, Tensor weight, Tensor bias) {
        static Linear of(String name, int out, int in, boolean biased) {
            Tensor bias = biased ? new Tensor(name + ".bias", List.of(out)) : null;
            return new Linear(out, in, new Tensor(name + ".weight", List.of(out, in)), bias);
        }
    }

    /**
     * The names of one transformer block.
     *
     * @param norm1 (D)
     * @param qkv a linear layer (3D, D)
     * @param project a linear layer (D, D)
     * @param norm2 (D)
     * @param up a linear layer (4D, D)
     * @param down a linear layer (D, 4D)
     * @param modulation a linear layer (6D, C)
     */
    public record Block(
            Tensor norm1, Linear qkv, Linear project, Tensor norm2, Linear up, Linear down, Linear modulation) {}

    /** The names and shapes that a configuration gives. */
    public static TensorNames of(Configuration c) {
        boolean sedd = c.family() == Family.SEDD;
        int d = c.hiddenSize();
        int v = c.vocabularySize();
        String head = sedd ? "output_layer" : "lm_head";
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < c.blocks(); i++) {
            blocks.add(sedd ? seddBlock(i, c) : nanogptBlock(i, c));
        }
        return new TensorNames(
                new Tensor(embeddingName(c.family()), List.of(v, d)),
                sedd ? null : new Tensor(POSITIONS, List.of(c.length(), d)),
                Linear.of(NOISE_IN, c.condDim(), Configuration.NOISE_WAVES, true),
                Linear.of("sigma_map.mlp.2", c.condDim(), c.condDim(), true),
                List.copyOf(blocks),
                sedd ? null : new Tensor("transformer.ln_f.weight", List.of(d)),
                new Tensor(head + ".norm_final.weight", List.of(d)),
                Linear.of(head + ".linear", v, d, true),
                Linear.of(head + ".adaLN_modulation", 2 * d, c.condDim(), true));
    }

    /** The embedding's name, by which a family is known. */
    public static String embeddingName(Family family) {
        return family == Family.SEDD ? "vocab_embed.embedding" : "transformer.wte.weight";
    }

    /** What every block's names of a family begin with, before the block's number. */
    public static String blockPrefix(Family family) {
        return family == Family.SEDD ? "blocks." : "transformer.h.";
    }

    /** Whether a tensor is a table computed from the configuration, stored beside the weights but none of them. */
    public static boolean isBuffer(String name) {
        return name.equals(FREQUENCIES);
    }

    /** All tensors, in published order. */
    public List<Tensor> all() {
        List<Tensor> all = new ArrayList<>();
        if (positions == null) {
            all.add(embedding);
        }
        add(all, noiseIn);
        add(all, noiseOut);
        if (positions != null) {
            all.add(embedding);
            all.add(positions);
        }
        for (Block block : blocks) {
            all.add(block.norm1);
            add(all, block.qkv);
            add(all, block.project);
            all.add(block.norm2);
            add(all, block.up);
            add(all, block.down);
            add(all, block.modulation);
        }
        if (finalNorm != null) {
            all.add(finalNorm);
        }
        all.add(headNorm);
        add(all, headLinear);
        add(all, headModulation);
        return all;
    }

    /** All linear layers. */
    public List<Linear> linears() {
        List<Linear> all = new ArrayList<>(List.of(noiseIn, noiseOut, headLinear, headModulation));
        for (Block block : blocks) {
            all.addAll(List.of(block.qkv, block.project, block.up, block.down, block.modulation));
        }
        return all;
    }

    /** The number of elements of all tensors together. */
    public long parameterCount() {
        return all().stream().mapToLong(Tensor::count).sum();
    }

    private static void add(List<Tensor> all, Linear linear) {
        all.add(linear.weight);
        if (linear.bias != null) {
            all.add(linear.bias);
        }
    }

    private static Block nanogptBlock(int i, Configuration c) {
        String block = blockPrefix(Family.NANOGPT) + i + ".";
        int d = c.hiddenSize();
        return new Block(
                new Tensor(block + "ln_1.weight", List.of(d)),
                Linear.of(block + "attn.c_attn", 3 * d, d, false),
                Linear.of(block + "attn.c_proj", d, d, false),
                new Tensor(block + "ln_2.weight", List.of(d)),
                Linear.of(block + "mlp.c_fc", 4 * d, d, false),
                Linear.of(block + "mlp.c_proj", d, 4 * d, false),
                Linear.of(block + "adaLN_modulation", 6 * d, c.condDim(), true));
    }

    private static Block seddBlock(int i, Configuration c) {
        String block = blockPrefix(Family.SEDD) + i + ".";
        int d = c.hiddenSize();
        return new Block(
                new Tensor(block + "norm1.weight", List.of(d)),
                Linear.of(block + "attn_qkv", 3 * d, d, false),
                Linear.of(block + "attn_out", d, d, false),
                new Tensor(block + "norm2.weight", List.of(d)),
                Linear.of(block + "mlp.0", 4 * d, d, true),
                Linear.of(block + "mlp.2", d, 4 * d, true),
                Linear.of(block + "adaLN_modulation", 6 * d, c.condDim(), true));
    }
}
