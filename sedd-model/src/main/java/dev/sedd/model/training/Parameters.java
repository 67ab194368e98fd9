package dev.sedd.model.training;

import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.NamedWeights;
import dev.sedd.model.network.TensorNames;
import dev.sedd.model.network.Weights;
import java.util.Arrays;
import java.util.List;

/**
 * All parameters of a network in one array, one tensor after the other in the order and under the names of the published
 * files, so that the optimizer, the moving average, norms and checkpoints are passes over flat arrays. A gradient is an
 * array of the same layout.
 */
public final class Parameters {
    private final ParameterLayout layout;
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

    private Parameters(ParameterLayout layout, float[] values) {
        this.layout = layout;
        this.values = values;
    }

    /**
     * Refuses a network of more parameters than an array holds.
     *
     * @throws IllegalArgumentException where there are
     */
    public static void checkSize(Configuration configuration) {
        ParameterLayout.check(TensorNames.of(configuration).parameterCount());
    }

    /**
     * Parameters that are all zero.
     *
     * @throws IllegalArgumentException where there are more than an array holds
     */
    public static Parameters zeros(Configuration configuration) {
        ParameterLayout layout = new ParameterLayout(configuration);
        return new Parameters(layout, new float[layout.size()]);
    }

    /**
     * Parameters in an array that is there, and that is not copied.
     *
     * @throws IllegalArgumentException where it has another length than the configuration needs
     */
    public static Parameters of(Configuration configuration, float[] values) {
        ParameterLayout layout = new ParameterLayout(configuration);
        if (values.length != layout.size()) {
            throw new IllegalArgumentException(
                    "there are " + values.length + " weights, but the configuration needs " + layout.size());
        }
        return new Parameters(layout, values);
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
        return layout.configuration();
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
        return layout.tensors();
    }

    /**
     * The tensor of a published name.
     *
     * @throws IllegalArgumentException where there is none
     */
    public Tensor tensor(String name) {
        return layout.tensor(name);
    }

    /** A copy of them as a network's weights, to compute with or to write to a file. */
    public Weights weights() {
        return NamedWeights.from(layout.names(), tensor -> {
            Tensor from = tensor(tensor.name());
            return Arrays.copyOfRange(values, from.offset, from.offset + from.size);
        });
    }

    /** Parameters of the same values in an array of their own. */
    public Parameters copy() {
        return new Parameters(layout, values.clone());
    }
}
