package dev.sedd.model.training;

import dev.sedd.kernels.Workers;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.TensorNames;
import dev.sedd.model.random.CounterRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The weights that training starts from: linear layers and embeddings N(0, 0.02²), the two projections of a block that end
 * in the residual stream N(0, (0.02/√(2·blocks))²) so that the stream's variance does not grow with depth (Radford et al.
 * 2019, section 2.3); gains 1, biases 0; all adaLN layers and the output layer 0, so that every block starts as the
 * identity (Peebles and Xie 2023, adaLN-Zero).
 */
final class Initialiser {
    private static final double DEVIATION = 0.02;

    private final Parameters parameters;
    private final Map<TensorNames.Tensor, Double> deviations = new HashMap<>(); // of what is not 1 or 0
    private final Set<TensorNames.Tensor> gains = new HashSet<>();

    private Initialiser(Configuration configuration, TensorNames names) {
        parameters = Parameters.zeros(configuration);
        double residual = DEVIATION / Math.sqrt(2.0 * configuration.blocks());
        deviations.put(names.embedding(), DEVIATION);
        deviations.put(names.positions(), DEVIATION); // null, in the sedd family, is no tensor's
        deviations.put(names.noiseIn().weight(), DEVIATION);
        deviations.put(names.noiseOut().weight(), DEVIATION);
        for (TensorNames.Block block : names.blocks()) {
            deviations.put(block.qkv().weight(), DEVIATION);
            deviations.put(block.project().weight(), residual);
            deviations.put(block.up().weight(), DEVIATION);
            deviations.put(block.down().weight(), residual);
            gains.add(block.norm1());
            gains.add(block.norm2());
        }
        gains.add(names.finalNorm());
        gains.add(names.headNorm());
    }

    /** Fresh parameters; the same seed gives the same ones. */
    static Parameters parameters(Configuration configuration, long seed, Workers workers) {
        TensorNames names = TensorNames.of(configuration);
        Initialiser initialiser = new Initialiser(configuration, names);
        CounterRandom random = new CounterRandom(seed);
        List<TensorNames.Tensor> all = names.all();
        for (int i = 0; i < all.size(); i++) {
            initialiser.fill(all.get(i), i, random, workers);
        }
        return initialiser.parameters;
    }

    private void fill(TensorNames.Tensor name, int index, CounterRandom random, Workers workers) {
        float[] values = parameters.values();
        Parameters.Tensor tensor = parameters.tensor(name.name());
        if (gains.contains(name)) {
            Arrays.fill(values, tensor.offset(), tensor.offset() + tensor.size(), 1);
        } else if (deviations.containsKey(name)) {
            double deviation = deviations.get(name);
            FlatArrays.forEach(workers, tensor.size(), (n, off) -> {
                for (int i = off; i < off + n; i++) {
                    values[tensor.offset() + i] = (float) (deviation * normal(random, index, i));
                }
            });
        }
    }

    /** A standard normal number by Box and Muller's transform; two elements next to each other share its two numbers. */
    private static double normal(CounterRandom random, int tensor, int element) {
        int pair = element >>> 1;
        double radius = Math.sqrt(-2 * StrictMath.log(1 - random.uniform(tensor, 0, pair, 0)));
        double angle = 2 * Math.PI * random.uniform(tensor, 0, pair, 1);
        return radius * ((element & 1) == 0 ? StrictMath.cos(angle) : StrictMath.sin(angle));
    }
}
