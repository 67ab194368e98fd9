package dev.sedd.model.checkpoint;

import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Family;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A model's sizes as its tensors' shapes tell them; {@value #UNKNOWN} where no tensor tells.
 *
 * @param family the family, by the embedding's name; null where there is none
 * @param vocabulary V
 * @param hiddenSize D
 * @param condDim C
 * @param length T
 * @param blocks the number of blocks
 */
record ShapeSizes(Family family, int vocabulary, int hiddenSize, int condDim, int length, int blocks) {
    static final int UNKNOWN = -1;

    private static final String SEDD_EMBEDDING = "vocab_embed.embedding";
    private static final String NANOGPT_EMBEDDING = "transformer.wte.weight";

    static ShapeSizes of(Tensors tensors) {
        Family family = tensors.contains(NANOGPT_EMBEDDING)
                ? Family.NANOGPT
                : tensors.contains(SEDD_EMBEDDING) ? Family.SEDD : null;
        String embedding = family == Family.SEDD ? SEDD_EMBEDDING : NANOGPT_EMBEDDING;
        return new ShapeSizes(
                family,
                size(tensors, embedding, 0),
                size(tensors, embedding, 1),
                size(tensors, "sigma_map.mlp.0.weight", 0),
                size(tensors, "transformer.wpe.weight", 0),
                family == null ? UNKNOWN : blocks(tensors, TensorNames.blockPrefix(family)));
    }

    /** Whether all sizes are known and none is 0. */
    boolean complete() {
        return family != null && vocabulary > 0 && hiddenSize > 0 && condDim > 0 && length > 0 && blocks > 0;
    }

    /** How a configuration contradicts these sizes: one phrase for each, with both numbers. */
    List<String> contradictions(Configuration c) {
        List<String> found = new ArrayList<>();
        if (family != null && family != c.family()) {
            found.add("model.type is " + c.family().type() + " in the configuration, but the tensors have the names of "
                    + family.type());
            return found;
        }
        compare(found, "the vocabulary (tokens, and the mask where the graph has one)", c.vocabularySize(), vocabulary);
        compare(found, "hidden_size", c.hiddenSize(), hiddenSize);
        compare(found, "cond_dim", c.condDim(), condDim);
        compare(found, "length", c.length(), c.family() == Family.NANOGPT ? length : UNKNOWN);
        compare(found, "n_blocks", c.blocks(), blocks);
        return found;
    }

    private static void compare(List<String> found, String what, int configured, int stored) {
        if (stored != UNKNOWN && configured != stored) {
            found.add(what + " is " + configured + " in the configuration, but " + stored + " in the tensors");
        }
    }

    private static int size(Tensors tensors, String name, int dimension) {
        if (!tensors.contains(name)) {
            return UNKNOWN;
        }
        List<Integer> shape = tensors.info(name).shape();
        return shape.size() == 2 ? shape.get(dimension) : UNKNOWN;
    }

    /** The number of different N in names "prefixN.…". */
    private static int blocks(Tensors tensors, String prefix) {
        BitSet seen = new BitSet();
        for (String name : tensors.names()) {
            int dot = name.indexOf('.', prefix.length());
            if (name.startsWith(prefix)
                    && dot > 0
                    && name.substring(prefix.length(), dot).matches("[0-9]{1,4}")) {
                seen.set(Integer.parseInt(name.substring(prefix.length(), dot)));
            }
        }
        return seen.cardinality();
    }
}
