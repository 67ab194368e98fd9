package dev.sedd.jmh;

import dev.sedd.model.checkpoint.ArrayTensors;
import dev.sedd.model.checkpoint.CheckpointException;
import dev.sedd.model.checkpoint.CheckpointWriter;
import dev.sedd.model.checkpoint.DType;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Weights;
import dev.sedd.model.network.Weights.Dense;
import dev.sedd.model.tokens.CharacterTokenizer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The notebook's network as a folder that the command line reads, with 65 characters for a vocabulary. */
final class NotebookFile {
    private final ArrayTensors tensors = new ArrayTensors();

    private NotebookFile() {}

    static void write(Path folder, Weights weights) throws CheckpointException {
        Configuration configuration = Network.NOTEBOOK.configuration();
        NotebookFile file = new NotebookFile();
        file.put(configuration, weights);
        String characters = IntStream.range('0', '0' + configuration.vocabularySize())
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        CheckpointWriter.write(folder, configuration, file.tensors, new CharacterTokenizer(characters), DType.F32);
    }

    private void put(Configuration configuration, Weights weights) {
        int width = configuration.hiddenSize();
        put("sigma_map.mlp.0", weights.noiseIn());
        put("sigma_map.mlp.2", weights.noiseOut());
        tensors.put(
                "transformer.wte.weight",
                List.of(configuration.vocabularySize(), width),
                weights.embedding().array());
        tensors.put("transformer.wpe.weight", List.of(configuration.length(), width), weights.positions());
        for (int i = 0; i < weights.blocks().size(); i++) {
            Weights.Block block = weights.blocks().get(i);
            String name = "transformer.h." + i + ".";
            put(name + "ln_1", block.norm1());
            put(name + "attn.c_attn", block.qkv());
            put(name + "attn.c_proj", block.project());
            put(name + "ln_2", block.norm2());
            put(name + "mlp.c_fc", block.up());
            put(name + "mlp.c_proj", block.down());
            put(name + "adaLN_modulation", block.modulation());
        }
        put("transformer.ln_f", weights.finalNorm());
        put("lm_head.norm_final", weights.head().norm());
        put("lm_head.linear", weights.head().linear());
        put("lm_head.adaLN_modulation", weights.head().modulation());
    }

    private void put(String name, Dense layer) {
        tensors.put(
                name + ".weight",
                List.of(layer.out(), layer.in()),
                layer.weight().array());
        if (layer.bias() != null) {
            tensors.put(name + ".bias", List.of(layer.out()), layer.bias());
        }
    }

    private void put(String name, float[] gain) {
        tensors.put(name + ".weight", List.of(gain.length), gain);
    }
}
