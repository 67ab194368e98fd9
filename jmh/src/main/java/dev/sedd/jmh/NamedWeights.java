package dev.sedd.jmh;

import dev.sedd.model.checkpoint.ArrayTensors;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.TensorNames;
import dev.sedd.model.network.Weights;
import dev.sedd.model.network.Weights.Dense;

/** The weights of a network by their published names, in the network's order. */
public final class NamedWeights {
    private final ArrayTensors tensors = new ArrayTensors();

    private NamedWeights() {}

    /** All of them; what is in memory is not copied. */
    public static ArrayTensors of(Configuration configuration, Weights weights) {
        NamedWeights named = new NamedWeights();
        named.put(TensorNames.of(configuration), weights);
        return named.tensors;
    }

    private void put(TensorNames names, Weights weights) {
        put(names.embedding(), weights.embedding().array());
        put(names.positions(), weights.positions());
        put(names.noiseIn(), weights.noiseIn());
        put(names.noiseOut(), weights.noiseOut());
        for (int i = 0; i < names.blocks().size(); i++) {
            put(names.blocks().get(i), weights.blocks().get(i));
        }
        put(names.finalNorm(), weights.finalNorm());
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

    private void put(TensorNames.Linear names, Dense layer) {
        put(names.weight(), layer.weight().array());
        put(names.bias(), layer.bias());
    }

    /** What a family has not is null. */
    private void put(TensorNames.Tensor name, float[] values) {
        if (name != null) {
            tensors.put(name.name(), name.shape(), values);
        }
    }
}
