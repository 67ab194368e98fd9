package dev.sedd.jmh.peers;

import dev.sedd.jmh.Network;
import dev.sedd.jmh.RandomWeights;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Family;
import dev.sedd.model.network.Weights;
import dev.sedd.model.network.Weights.Dense;
import java.util.Arrays;

/** Networks with the weights of the ONNX files: all the same number, but no bias in the noise's layers of the notebook's. */
final class ConstantWeights {
    private static final float VALUE = 0.01f;

    private ConstantWeights() {}

    /** The network as the file has it, which leaves the scaling by σ out. */
    static Configuration configuration(Network network) {
        Configuration c = network.configuration();
        return new Configuration(
                c.family(),
                c.graph(),
                c.noise(),
                c.hiddenSize(),
                c.condDim(),
                c.length(),
                c.blocks(),
                c.heads(),
                false,
                c.dropout());
    }

    static Weights of(Configuration configuration) {
        Weights weights = RandomWeights.of(configuration);
        fill(weights.embedding().array());
        if (weights.positions() != null) {
            fill(weights.positions());
        }
        for (Dense layer : new Dense[] {weights.noiseIn(), weights.noiseOut()}) {
            fill(layer);
            if (configuration.family() == Family.NANOGPT) {
                Arrays.fill(layer.bias(), 0);
            }
        }
        for (Weights.Block block : weights.blocks()) {
            fill(block.norm1());
            fill(block.qkv());
            fill(block.project());
            fill(block.norm2());
            fill(block.up());
            fill(block.down());
            fill(block.modulation());
        }
        if (weights.finalNorm() != null) {
            fill(weights.finalNorm());
        }
        fill(weights.head().norm());
        fill(weights.head().linear());
        fill(weights.head().modulation());
        return weights;
    }

    private static void fill(Dense layer) {
        fill(layer.weight().array());
        if (layer.bias() != null) {
            fill(layer.bias());
        }
    }

    private static void fill(float[] values) {
        Arrays.fill(values, VALUE);
    }
}
