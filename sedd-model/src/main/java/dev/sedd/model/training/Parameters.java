package dev.sedd.model.training;

import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.TensorNames;
import dev.sedd.model.network.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All parameters of a network in one array, one tensor after the other in the order and under the names of the published
 * files, so that the optimizer, the moving average, norms and checkpoints are passes over flat arrays. A gradient is an
 * array of the same layout.
 */
public final class Parameters {
    private final Configuration configuration;
    private final TensorNames names;
    private final Map<String, Tensor> tensors;
    private final float[] values;

    /**
     * Where a tensor lies, row-major.
     *
     * @param name its published name
     * @param shape its sizes
     * @param offset of its first element
     * @param size the number of its elements
     */
    public record Tensor(String name, List<Integer> shape, int offset, int size) {
        /** Keeps a copy of the shape. */
        public Tensor {
            shape = List.copyOf(shape);
        }
    }

    private Parameters(Configuration configuration, TensorNames names, Map<String, Tensor> tensors, float[] values) {
        this.configuration = configuration;
        this.names = names;
        this.tensors = tensors;
        this.values = values;
    }

    /**
     * Refuses a network of more parameters than an array holds.
     *
     * @throws IllegalArgumentException where there are
     */
    public static void checkSize(Configuration configuration) {
        long size = TensorNames.of(configuration).parameters();
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    size + " parameters do not fit an array; choose a smaller hidden_size or fewer blocks");
        }
    }

    /**
     * Parameters that are all zero.
     *
     * @throws IllegalArgumentException where there are more than an array holds
     */
    public static Parameters zeros(Configuration configuration) {
        checkSize(configuration);
        TensorNames names = TensorNames.of(configuration);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        int offset = 0;
        for (TensorNames.Tensor tensor : names.all()) {
            int count = (int) tensor.count();
            tensors.put(tensor.name(), new Tensor(tensor.name(), tensor.shape(), offset, count));
            offset += count;
        }
        return new Parameters(configuration, names, tensors, new float[offset]);
    }

    /** A copy of a network's weights, which are those of {@code configuration}, or their sizes will be refused. */
    public static Parameters of(Configuration configuration, Weights weights) {
        Parameters p = zeros(configuration);
        p.put(p.names.embedding(), weights.embedding().array());
        p.put(p.names.positions(), weights.positions());
        p.put(p.names.noiseIn(), weights.noiseIn());
        p.put(p.names.noiseOut(), weights.noiseOut());
        if (weights.blocks().size() != configuration.blocks()) {
            throw new IllegalArgumentException(weights.blocks().size()
                    + " blocks of weights, but the configuration has " + configuration.blocks());
        }
        for (int i = 0; i < configuration.blocks(); i++) {
            TensorNames.Block to = p.names.blocks().get(i);
            Weights.Block from = weights.blocks().get(i);
            p.put(to.norm1(), from.norm1());
            p.put(to.qkv(), from.qkv());
            p.put(to.project(), from.project());
            p.put(to.norm2(), from.norm2());
            p.put(to.up(), from.up());
            p.put(to.down(), from.down());
            p.put(to.modulation(), from.modulation());
        }
        p.put(p.names.finalNorm(), weights.finalNorm());
        p.put(p.names.headNorm(), weights.head().norm());
        p.put(p.names.headLinear(), weights.head().linear());
        p.put(p.names.headModulation(), weights.head().modulation());
        return p;
    }

    /** What they are the parameters of. */
    public Configuration configuration() {
        return configuration;
    }

    /** How many there are. */
    public int size() {
        return values.length;
    }

    /** The array itself, to read and to write. */
    public float[] values() {
        return values;
    }

    /** All tensors, in the order in which they lie in the array. */
    public List<Tensor> tensors() {
        return List.copyOf(tensors.values());
    }

    /**
     * The tensor of a published name.
     *
     * @throws IllegalArgumentException where there is none
     */
    public Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no tensor is called " + name);
        }
        return tensor;
    }

    /** A copy of them as a network's weights, to compute with or to write to a file. */
    public Weights weights() {
        List<Weights.Block> blocks = new ArrayList<>();
        for (TensorNames.Block block : names.blocks()) {
            blocks.add(new Weights.Block(
                    get(block.norm1()),
                    get(block.qkv()),
                    get(block.project()),
                    get(block.norm2()),
                    get(block.up()),
                    get(block.down()),
                    get(block.modulation())));
        }
        return new Weights(
                matrix(names.embedding()),
                get(names.positions()),
                get(names.noiseIn()),
                get(names.noiseOut()),
                List.copyOf(blocks),
                get(names.finalNorm()),
                new Weights.Head(get(names.headNorm()), get(names.headLinear()), get(names.headModulation())));
    }

    /** Parameters of the same values in an array of their own. */
    public Parameters copy() {
        return new Parameters(configuration, names, tensors, values.clone());
    }

    private Weights.Dense get(TensorNames.Linear linear) {
        return new Weights.Dense(matrix(linear.weight()), get(linear.bias()));
    }

    private Weights.Matrix matrix(TensorNames.Tensor name) {
        return new Weights.Matrix(name.shape().get(0), name.shape().get(1), get(name));
    }

    private float[] get(TensorNames.Tensor name) {
        if (name == null) {
            return null;
        }
        Tensor tensor = tensor(name.name());
        float[] copy = new float[tensor.size()];
        System.arraycopy(values, tensor.offset(), copy, 0, copy.length);
        return copy;
    }

    private void put(TensorNames.Linear name, Weights.Dense dense) {
        put(name.weight(), dense.weight().array());
        put(name.bias(), dense.bias());
    }

    private void put(TensorNames.Tensor name, float[] from) {
        if (name == null) {
            return;
        }
        Tensor tensor = tensor(name.name());
        if (from == null || from.length != tensor.size()) {
            throw new IllegalArgumentException("tensor " + tensor.name() + " has " + (from == null ? 0 : from.length)
                    + " elements, but the " + "configuration needs " + tensor.size());
        }
        System.arraycopy(from, 0, values, tensor.offset(), from.length);
    }
}
