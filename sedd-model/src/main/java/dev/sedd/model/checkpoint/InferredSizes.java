package dev.sedd.model.checkpoint;

import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Family;
import dev.sedd.model.network.TensorNames;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A model's sizes as its tensors' names and shapes show them; {@value #UNKNOWN} where no tensor does.
 *
 * @param family the family, by the embedding's name; null where there is none
 * @param vocabulary V
 * @param hiddenSize D
 * @param condDim C
 * @param length T
 * @param blocks the number of blocks
 * @param headSize D / H, where the table of rotary frequencies shows it
 */
record InferredSizes(Family family, int vocabulary, int hiddenSize, int condDim, int length, int blocks, int headSize) {
    static final int UNKNOWN = -1;

    static InferredSizes of(Tensors tensors) {
        Family family = family(tensors);
        if (family == null) {
            return new InferredSizes(null, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN);
        }
        String embedding = TensorNames.embeddingName(family);
        return new InferredSizes(
                family,
                size(tensors, embedding, 0),
                size(tensors, embedding, 1),
                size(tensors, TensorNames.NOISE_IN + ".weight", 0),
                size(tensors, TensorNames.POSITIONS, 0),
                blocks(tensors, TensorNames.blockPrefix(family)),
                headSize(tensors));
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
        compare(found, "the head size (hidden_size / n_heads)", c.headSize(), headSize);
        return found;
    }

    private static void compare(List<String> found, String what, int configured, int stored) {
        if (stored != UNKNOWN && configured != stored) {
            found.add(what + " is " + configured + " in the configuration, but " + stored + " in the tensors");
        }
    }

    private static Family family(Tensors tensors) {
        for (Family family : Family.values()) {
            if (tensors.contains(TensorNames.embeddingName(family))) {
                return family;
            }
        }
        return null;
    }

    private static int size(Tensors tensors, String name, int dimension) {
        if (!tensors.contains(name)) {
            return UNKNOWN;
        }
        List<Integer> shape = tensors.info(name).shape();
        return shape.size() == 2 ? shape.get(dimension) : UNKNOWN;
    }

    /** Of each pair of a head's numbers there is a frequency. */
    private static int headSize(Tensors tensors) {
        if (!tensors.contains(TensorNames.FREQUENCIES)) {
            return UNKNOWN;
        }
        List<Integer> shape = tensors.info(TensorNames.FREQUENCIES).shape();
        return shape.size() == 1 ? 2 * shape.getFirst() : UNKNOWN;
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
