package dev.sedd.model.training;

import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.NamedWeights;
import dev.sedd.model.network.TensorNames;
import dev.sedd.model.network.Weights;
import java.util.Arrays;
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
        long size = TensorNames.of(configuration).parameterCount();
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

    /**
     * A copy of a network's weights.
     *
     * @throws IllegalArgumentException where they are not those of the configuration
     */
    public static Parameters of(Configuration configuration, Weights weights) {
        Parameters p = zeros(configuration);
        for (NamedWeights.Entry entry : NamedWeights.of(configuration, weights)) {
            Tensor to = p.tensor(entry.tensor().name());
            System.arraycopy(entry.values().get(), 0, p.values, to.offset, to.size);
        }
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
        return NamedWeights.from(names, new NamedWeights.Source<RuntimeException>() {
            @Override
            public Weights.Matrix matrix(TensorNames.Tensor tensor) {
                return new Weights.Matrix(tensor.shape().get(0), tensor.shape().get(1), array(tensor));
            }

            @Override
            public float[] array(TensorNames.Tensor tensor) {
                Tensor from = tensor(tensor.name());
                return Arrays.copyOfRange(values, from.offset, from.offset + from.size);
            }
        });
    }

    /** Parameters of the same values in an array of their own. */
    public Parameters copy() {
        return new Parameters(configuration, names, tensors, values.clone());
    }
}
