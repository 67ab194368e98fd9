package dev.sedd.jmh;

import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.NamedWeights;
import dev.sedd.model.network.TensorNames;
import dev.sedd.model.network.Weights;
import java.util.Arrays;

/** Weights of a network that was never trained, for timing alone: every gain one, all else N(0, 0.02). */
public final class RandomWeights implements NamedWeights.Source<RuntimeException> {
    private static final double DEVIATION = 0.02;

    private long seed;

    private RandomWeights() {}

    /** Weights for that network, the same at every run. */
    public static Weights of(Configuration configuration) {
        return NamedWeights.from(TensorNames.of(configuration), new RandomWeights());
    }

    @Override
    public float[] array(TensorNames.Tensor tensor) {
        boolean gain = tensor.shape().size() == 1 && !tensor.name().endsWith(".bias");
        if (!gain) {
            return normal(tensor);
        }
        float[] ones = new float[(int) tensor.count()];
        Arrays.fill(ones, 1);
        return ones;
    }

    private float[] normal(TensorNames.Tensor tensor) {
        return Numbers.normal(tensor.count(), DEVIATION, seed++);
    }
}
