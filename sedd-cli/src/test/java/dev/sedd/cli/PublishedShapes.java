package dev.sedd.cli;

import dev.sedd.model.checkpoint.CheckpointException;
import dev.sedd.model.checkpoint.CheckpointWriter;
import dev.sedd.model.checkpoint.DType;
import dev.sedd.model.checkpoint.TensorInfo;
import dev.sedd.model.checkpoint.Tensors;
import dev.sedd.model.graph.Absorbing;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Family;
import dev.sedd.model.noise.LogLinear;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Writes a folder with the layout and the shapes of the published sedd-small or sedd-medium, and random weights, for
 * measurements by hand: {@code java -cp ... dev.sedd.cli.PublishedShapes small FOLDER}.
 */
public final class PublishedShapes implements Tensors {
    private static final int VOCABULARY = 50_258;
    private static final int LENGTH = 1024;
    private static final int CONDITION = 128;
    private static final double DEVIATION = 0.02;

    private final Map<String, TensorInfo> infos = new LinkedHashMap<>();

    private PublishedShapes(int width, int blocks) {
        add("vocab_embed.embedding", VOCABULARY, width);
        linear("sigma_map.mlp.0", CONDITION, Configuration.NOISE_WAVES, true);
        linear("sigma_map.mlp.2", CONDITION, CONDITION, true);
        for (int i = 0; i < blocks; i++) {
            String block = "blocks." + i + ".";
            add(block + "norm1.weight", width);
            linear(block + "attn_qkv", 3 * width, width, false);
            linear(block + "attn_out", width, width, false);
            add(block + "norm2.weight", width);
            linear(block + "mlp.0", 4 * width, width, true);
            linear(block + "mlp.2", width, 4 * width, true);
            linear(block + "adaLN_modulation", 6 * width, CONDITION, true);
        }
        add("output_layer.norm_final.weight", width);
        linear("output_layer.linear", VOCABULARY, width, true);
        linear("output_layer.adaLN_modulation", 2 * width, CONDITION, true);
    }

    /** Writes {@code args[0]}, small or medium, as the new folder {@code args[1]}. */
    public static void main(String[] args) throws CheckpointException {
        boolean small = args[0].equals("small");
        int width = small ? 768 : 1024;
        int blocks = small ? 12 : 24;
        Configuration configuration = new Configuration(
                Family.SEDD,
                new Absorbing(VOCABULARY),
                new LogLinear(1e-3),
                width,
                CONDITION,
                LENGTH,
                blocks,
                width / 64,
                true,
                0.1);
        CheckpointWriter.write(Path.of(args[1]), configuration, new PublishedShapes(width, blocks), null, DType.F32);
    }

    private void linear(String name, int out, int in, boolean bias) {
        add(name + ".weight", out, in);
        if (bias) {
            add(name + ".bias", out);
        }
    }

    private void add(String name, Integer... shape) {
        infos.put(name, new TensorInfo(name, DType.F32, List.of(shape)));
    }

    @Override
    public List<String> names() {
        return new ArrayList<>(infos.keySet());
    }

    @Override
    public TensorInfo info(String name) {
        return infos.get(name);
    }

    /** Gains near 1, all else near 0. */
    @Override
    public float[] floats(String name) {
        SplittableRandom random = new SplittableRandom(name.hashCode());
        float[] values = new float[Math.toIntExact(infos.get(name).count())];
        boolean gain = name.contains("norm");
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (DEVIATION * random.nextGaussian() + (gain ? 1 : 0));
        }
        return values;
    }

    @Override
    public int[] ints(String name) {
        throw new IllegalArgumentException(name + " is not of integers");
    }
}
