package dev.sedd.model.checkpoint;

import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.NamedWeights;
import dev.sedd.model.network.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tensors in memory, for writing: F32 and I32. Not for several threads while tensors are added. */
public final class ArrayTensors implements Tensors {
    private final Map<String, TensorInfo> infos = new LinkedHashMap<>();
    private final Map<String, float[]> floats = new LinkedHashMap<>();
    private final Map<String, int[]> ints = new LinkedHashMap<>();

    /** No tensors. */
    public ArrayTensors() {}

    /**
     * A network's weights; arrays are not copied.
     *
     * @throws IllegalArgumentException where they are not those of the configuration
     */
    public static ArrayTensors of(Configuration configuration, Weights weights) {
        ArrayTensors tensors = new ArrayTensors();
        for (NamedWeights.Entry entry : NamedWeights.of(configuration, weights)) {
            tensors.put(
                    entry.tensor().name(),
                    entry.tensor().shape(),
                    entry.values().get());
        }
        return tensors;
    }

    /** Adds a tensor of singles. The array is not copied. */
    public ArrayTensors put(String name, List<Integer> shape, float[] values) {
        add(new TensorInfo(name, DType.F32, shape), values.length);
        floats.put(name, values);
        return this;
    }

    /** Adds a tensor of integers. The array is not copied. */
    public ArrayTensors put(String name, List<Integer> shape, int[] values) {
        add(new TensorInfo(name, DType.I32, shape), values.length);
        ints.put(name, values);
        return this;
    }

    private void add(TensorInfo info, int length) {
        if (info.count() != length) {
            throw new IllegalArgumentException(
                    info.name() + ": shape " + info.shape() + " needs " + info.count() + " values, not " + length);
        }
        if (infos.putIfAbsent(info.name(), info) != null) {
            throw new IllegalArgumentException("two tensors are named " + info.name());
        }
    }

    @Override
    public List<String> names() {
        return List.copyOf(infos.keySet());
    }

    @Override
    public boolean contains(String name) {
        return infos.containsKey(name);
    }

    @Override
    public TensorInfo info(String name) {
        TensorInfo info = infos.get(name);
        if (info == null) {
            throw new IllegalArgumentException("there is no tensor " + name);
        }
        return info;
    }

    @Override
    public float[] floats(String name) throws CheckpointException {
        if (info(name).dtype() != DType.F32) {
            throw new CheckpointException(name, "is not of a floating-point type");
        }
        return floats.get(name).clone();
    }

    @Override
    public int[] ints(String name) throws CheckpointException {
        if (info(name).dtype() != DType.I32) {
            throw new CheckpointException(name, "is not of an integer type");
        }
        return ints.get(name).clone();
    }
}
