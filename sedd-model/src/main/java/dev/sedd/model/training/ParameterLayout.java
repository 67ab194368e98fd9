package dev.sedd.model.training;

import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.TensorNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the tensors of a network lie in one array: one after the other, in the order and under the names of the published files. */
final class ParameterLayout {
    private final Configuration configuration;
    private final TensorNames names;
    private final Map<String, Parameters.Tensor> tensors = new LinkedHashMap<>();
    private final int size;

    /**
     * The layout of a configuration's tensors.
     *
     * @throws IllegalArgumentException where there are more elements than an array holds
     */
    ParameterLayout(Configuration configuration) {
        this.configuration = configuration;
        names = TensorNames.of(configuration);
        check(names.parameterCount());
        int offset = 0;
        for (TensorNames.Tensor tensor : names.all()) {
            int count = (int) tensor.count();
            tensors.put(tensor.name(), new Parameters.Tensor(tensor.name(), tensor.shape(), offset, count));
            offset += count;
        }
        size = offset;
    }

    /** Refuses more elements than an array holds. */
    static void check(long size) {
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    size + " parameters do not fit an array; choose a smaller hidden_size or fewer blocks");
        }
    }

    Configuration configuration() {
        return configuration;
    }

    TensorNames names() {
        return names;
    }

    /** Elements of all tensors. */
    int size() {
        return size;
    }

    /** All tensors, in the order in which they lie in the array. */
    List<Parameters.Tensor> tensors() {
        return List.copyOf(tensors.values());
    }

    /**
     * The tensor of a published name.
     *
     * @throws IllegalArgumentException where there is none
     */
    Parameters.Tensor tensor(String name) {
        Parameters.Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no tensor is called " + name);
        }
        return tensor;
    }
}
