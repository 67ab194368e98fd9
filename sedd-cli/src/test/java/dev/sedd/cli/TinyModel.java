package dev.sedd.cli;

import dev.sedd.model.checkpoint.ArrayTensors;
import dev.sedd.model.checkpoint.CheckpointException;
import dev.sedd.model.checkpoint.CheckpointWriter;
import dev.sedd.model.checkpoint.DType;
import dev.sedd.model.graph.Absorbing;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Family;
import dev.sedd.model.noise.LogLinear;
import dev.sedd.model.tokens.Tokenizer;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** Writes models like the published ones, of one narrow block with random weights: sedd family, absorb, loglinear, scaled. */
final class TinyModel {
    static final int LENGTH = 24;

    private static final int WIDTH = 16;
    private static final int CONDITION = 8;
    private static final double DEVIATION = 0.1;

    private final ArrayTensors tensors = new ArrayTensors();
    private final SplittableRandom random = new SplittableRandom(5);

    private TinyModel() {}

    /**
     * Writes a folder.
     *
     * @param tokens how many tokens, the mask not counted
     * @param vocabulary written beside the model where it needs a file, or null
     */
    static void write(Path folder, int tokens, Tokenizer vocabulary) throws CheckpointException {
        Configuration configuration = new Configuration(
                Family.SEDD, new Absorbing(tokens + 1), new LogLinear(1e-3), WIDTH, CONDITION, LENGTH, 1, 2, true, 0);
        CheckpointWriter.write(folder, configuration, tensors(tokens + 1), vocabulary, DType.F32);
    }

    private static ArrayTensors tensors(int vocabulary) {
        TinyModel model = new TinyModel();
        model.add("vocab_embed.embedding", vocabulary, WIDTH);
        model.linear("sigma_map.mlp.0", CONDITION, Configuration.NOISE_WAVES, true);
        model.linear("sigma_map.mlp.2", CONDITION, CONDITION, true);
        model.add("blocks.0.norm1.weight", WIDTH);
        model.linear("blocks.0.attn_qkv", 3 * WIDTH, WIDTH, false);
        model.linear("blocks.0.attn_out", WIDTH, WIDTH, false);
        model.add("blocks.0.norm2.weight", WIDTH);
        model.linear("blocks.0.mlp.0", 4 * WIDTH, WIDTH, true);
        model.linear("blocks.0.mlp.2", WIDTH, 4 * WIDTH, true);
        model.linear("blocks.0.adaLN_modulation", 6 * WIDTH, CONDITION, true);
        model.add("output_layer.norm_final.weight", WIDTH);
        model.linear("output_layer.linear", vocabulary, WIDTH, true);
        model.linear("output_layer.adaLN_modulation", 2 * WIDTH, CONDITION, true);
        return model.tensors;
    }

    private void linear(String name, int out, int in, boolean bias) {
        add(name + ".weight", out, in);
        if (bias) {
            add(name + ".bias", out);
        }
    }

    private void add(String name, Integer... shape) {
        int count = 1;
        for (int size : shape) {
            count *= size;
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (DEVIATION * random.nextGaussian());
        }
        tensors.put(name, List.of(shape), values);
    }
}
