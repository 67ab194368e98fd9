package dev.sedd.model.training;

import dev.sedd.kernels.Workers;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.random.CounterRandom;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The weights that training starts from: linear layers and embeddings N(0, 0.02²), the two projections of a block that end
 * in the residual stream N(0, (0.02/√(2·blocks))²) so that the stream's variance does not grow with depth (Radford et al.
 * 2019, section 2.3); gains 1, biases 0; all adaLN layers and the output layer 0, so that every block starts as the
 * identity (Peebles and Xie 2023, adaLN-Zero).
 */
public final class Initialiser {
    private static final double DEVIATION = 0.02;
    private static final Pattern ZERO =
            Pattern.compile(".*\\.bias|.*adaLN_modulation\\.weight|(lm_head|output_layer)\\.linear\\.weight");
    private static final Pattern RESIDUAL = Pattern.compile(
            "blocks\\.\\d+\\.(attn_out|mlp\\.2)\\.weight|transformer\\.h\\.\\d+\\..*\\.c_proj\\.weight");

    private Initialiser() {}

    /** Fresh parameters; the same seed gives the same ones. */
    public static Parameters parameters(Configuration configuration, long seed, Workers workers) {
        Parameters parameters = Parameters.zeros(configuration);
        CounterRandom random = new CounterRandom(seed);
        List<Parameters.Tensor> tensors = parameters.tensors();
        for (int i = 0; i < tensors.size(); i++) {
            fill(parameters.values(), tensors.get(i), i, configuration.blocks(), random, workers);
        }
        return parameters;
    }

    private static void fill(
            float[] values, Parameters.Tensor tensor, int index, int blocks, CounterRandom random, Workers workers) {
        String name = tensor.name();
        if (ZERO.matcher(name).matches()) {
            return;
        }
        if (tensor.shape().size() == 1) {
            Arrays.fill(values, tensor.offset(), tensor.offset() + tensor.size(), 1);
            return;
        }
        double deviation = RESIDUAL.matcher(name).matches() ? DEVIATION / Math.sqrt(2.0 * blocks) : DEVIATION;
        FlatArrays.forEach(workers, tensor.size(), (n, off) -> {
            for (int i = off; i < off + n; i++) {
                values[tensor.offset() + i] = (float) (deviation * normal(random, index, i));
            }
        });
    }

    /** A standard normal number by Box and Muller's transform; two elements next to each other share its two numbers. */
    private static double normal(CounterRandom random, int tensor, int element) {
        int pair = element >>> 1;
        double radius = Math.sqrt(-2 * StrictMath.log(1 - random.uniform(tensor, 0, pair, 0)));
        double angle = 2 * Math.PI * random.uniform(tensor, 0, pair, 1);
        return radius * ((element & 1) == 0 ? StrictMath.cos(angle) : StrictMath.sin(angle));
    }
}
