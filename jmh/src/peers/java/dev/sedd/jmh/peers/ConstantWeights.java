package dev.sedd.jmh.peers;

import dev.sedd.jmh.Network;
import dev.sedd.jmh.RandomWeights;
import dev.sedd.model.network.Weights;
import dev.sedd.model.network.Weights.Dense;
import java.util.Arrays;

/** The notebook's network with the weights of the ONNX files: all the same number, but no bias in the noise's layers. */
final class ConstantWeights {
    private static final float VALUE = 0.01f;

    private ConstantWeights() {}

    static Weights notebook() {
        Weights weights = RandomWeights.of(Network.NOTEBOOK.configuration());
        fill(weights.embedding());
        fill(weights.positions());
        for (Dense layer : new Dense[] {weights.noiseIn(), weights.noiseOut()}) {
            fill(layer);
            Arrays.fill(layer.bias(), 0);
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
        fill(weights.finalNorm());
        fill(weights.head().norm());
        fill(weights.head().linear());
        fill(weights.head().modulation());
        return weights;
    }

    private static void fill(Dense layer) {
        fill(layer.weight());
        if (layer.bias() != null) {
            fill(layer.bias());
        }
    }

    private static void fill(float[] values) {
        Arrays.fill(values, VALUE);
    }
}
