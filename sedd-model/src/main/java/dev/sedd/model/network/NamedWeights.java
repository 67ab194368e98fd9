package dev.sedd.model.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A network's weights beside their names in published files and the shapes that a configuration gives them, both ways. */
public final class NamedWeights {
    private final Map<String, Supplier<float[]>> values = new HashMap<>();

    /**
     * A tensor of a network.
     *
     * @param tensor its name and shape
     * @param values its numbers: the network's own array, but a fresh one at each call where they still lie in a file
     */
    public record Entry(TensorNames.Tensor tensor, Supplier<float[]> values) {}

    /**
     * Where weights come from.
     *
     * @param <E> what goes wrong there
     */
    @FunctionalInterface
    public interface Source<E extends Exception> {
        /** The numbers of a tensor, row-major. */
        float[] array(TensorNames.Tensor tensor) throws E;

        /** The embedding, or the weight of a linear layer; by itself one in memory. */
        default Weights.Matrix matrix(TensorNames.Tensor tensor) throws E {
            return new Weights.Matrix(tensor.shape().get(0), tensor.shape().get(1), array(tensor));
        }
    }

    private NamedWeights() {}

    /**
     * All tensors of a network, in published order.
     *
     * @throws IllegalArgumentException where the weights are not those of the configuration, naming the first that differs
     */
    public static List<Entry> of(Configuration configuration, Weights weights) {
        TensorNames names = TensorNames.of(configuration);
        NamedWeights named = new NamedWeights();
        named.put(names, weights);
        return names.all().stream()
                .map(tensor -> new Entry(tensor, named.values.get(tensor.name())))
                .toList();
    }

    /** The weights of those names. */
    public static <E extends Exception> Weights from(TensorNames names, Source<E> source) throws E {
        List<Weights.Block> blocks = new ArrayList<>();
        for (TensorNames.Block block : names.blocks()) {
            blocks.add(new Weights.Block(
                    source.array(block.norm1()),
                    dense(block.qkv(), source),
                    dense(block.project(), source),
                    source.array(block.norm2()),
                    dense(block.up(), source),
                    dense(block.down(), source),
                    dense(block.modulation(), source)));
        }
        return new Weights(
                source.matrix(names.embedding()),
                optional(names.positions(), source),
                dense(names.noiseIn(), source),
                dense(names.noiseOut(), source),
                List.copyOf(blocks),
                optional(names.finalNorm(), source),
                new Weights.Head(
                        source.array(names.headNorm()),
                        dense(names.headLinear(), source),
                        dense(names.headModulation(), source)));
    }

    private static <E extends Exception> Weights.Dense dense(TensorNames.Linear layer, Source<E> source) throws E {
        return new Weights.Dense(source.matrix(layer.weight()), optional(layer.bias(), source));
    }

    /** What a network may not have, {@code tensor} being null then. */
    private static <E extends Exception> float[] optional(TensorNames.Tensor tensor, Source<E> source) throws E {
        return tensor == null ? null : source.array(tensor);
    }

    private void put(TensorNames names, Weights weights) {
        put(names.embedding(), weights.embedding());
        optional("a table of positions", names.positions(), weights.positions());
        put(names.noiseIn(), weights.noiseIn());
        put(names.noiseOut(), weights.noiseOut());
        List<Weights.Block> blocks = weights.blocks();
        if (blocks.size() != names.blocks().size()) {
            throw new IllegalArgumentException("there are weights of " + blocks.size()
                    + " blocks, but the configuration has " + names.blocks().size());
        }
        for (int i = 0; i < blocks.size(); i++) {
            put(names.blocks().get(i), blocks.get(i));
        }
        optional("the final norm", names.finalNorm(), weights.finalNorm());
        put(names.headNorm(), weights.head().norm());
        put(names.headLinear(), weights.head().linear());
        put(names.headModulation(), weights.head().modulation());
    }

    private void put(TensorNames.Block names, Weights.Block block) {
        put(names.norm1(), block.norm1());
        put(names.qkv(), block.qkv());
        put(names.project(), block.project());
        put(names.norm2(), block.norm2());
        put(names.up(), block.up());
        put(names.down(), block.down());
        put(names.modulation(), block.modulation());
    }

    private void put(TensorNames.Linear layer, Weights.Dense dense) {
        put(layer.weight(), dense.weight());
        optional("a bias beside " + layer.weight().name(), layer.bias(), dense.bias());
    }

    private void put(TensorNames.Tensor tensor, Weights.Matrix matrix) {
        check(tensor, List.of(matrix.rows(), matrix.columns()));
        values.put(tensor.name(), matrix::array);
    }

    /** A vector, or a matrix in one array. */
    private void put(TensorNames.Tensor tensor, float[] array) {
        if (array == null) {
            throw new IllegalArgumentException(tensor.name() + " is not given, but the configuration has it");
        }
        if (array.length != tensor.count()) {
            check(tensor, List.of(array.length));
        }
        values.put(tensor.name(), () -> array);
    }

    /** What a network may not have, {@code tensor} being null then. */
    private void optional(String what, TensorNames.Tensor tensor, float[] array) {
        if (tensor != null) {
            put(tensor, array);
        } else if (array != null) {
            throw new IllegalArgumentException(what + " is given, but the configuration has none");
        }
    }

    private static void check(TensorNames.Tensor tensor, List<Integer> shape) {
        if (!shape.equals(tensor.shape())) {
            throw new IllegalArgumentException(
                    tensor.name() + " is " + shape + ", but the configuration needs " + tensor.shape());
        }
    }
}
