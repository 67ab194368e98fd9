package dev.sedd.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sedd.model.graph.Uniform;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Family;
import dev.sedd.model.network.TensorNames;
import dev.sedd.model.network.Weights;
import dev.sedd.model.noise.Geometric;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every layout opens to the same weights, and what does not fit is named. */
class CheckpointTest {
    private static final CheckpointOptions TWO_HEADS = new CheckpointOptions(OptionalInt.of(2), true);

    @TempDir
    private Path folder;

    @Test
    void aFolderOfAnotherFormNamesItsWeights(@TempDir Path other) throws Exception {
        OneLine.error(other, () -> Checkpoint.open(other), "no checkpoint in this folder; looked for config.json");
        Path file = other.resolve("checkpoints/checkpoint_3.pth");
        Golden.copy("sedd/checkpoint.pth", file);
        OneLine.error(
                other,
                () -> Checkpoint.open(other),
                "name one of its files itself, such as " + other.relativize(file) + "; looked for");
    }

    @Test
    void theEmbeddedModelIsWhole() throws Exception {
        try (Checkpoint checkpoint = Checkpoint.embedded()) {
            assertThat(checkpoint.missing()).isEmpty();
            assertThat(checkpoint.superfluous()).isEmpty();
            assertThat(checkpoint.contradictions()).isEmpty();
            assertThat(checkpoint.parameters()).isEqualTo(3_640_258);
            Weights weights = checkpoint.weights();
            assertThat(weights.blocks()).hasSize(4);
            assertThat(weights.embedding().array()).hasSize(66 * 256);
            assertThat(weights.positions()).isNull();
            assertThat(weights.finalNorm()).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "config.json, config.json, model.safetensors, model.safetensors",
        "config.json, config.json, state_dict.pth, pytorch_model.bin",
        "config.json, .hydra/config.yaml, state_dict.pth, checkpoints-meta/checkpoint.pth", // JSON is YAML
        "config.json, config.yaml, state_dict.pth, checkpoint.pth",
    })
    void opensEveryLayoutByItsFolderAndByItsFile(String config, String configName, String tensors, String tensorsName)
            throws Exception {
        for (String family : new String[] {"nanogpt", "sedd"}) {
            Path model = folder.resolve(family);
            Golden.copy(family + "/" + config, model.resolve(configName));
            Golden.copy(family + "/" + tensors, model.resolve(tensorsName));
            Weights expected = weights(Golden.path(family + "/model.safetensors"));
            try (Checkpoint checkpoint = Checkpoint.open(model)) {
                assertThat(checkpoint.layout()).isEqualTo(configName + " + " + tensorsName);
                assertThat(checkpoint.path()).isEqualTo(model);
                assertThat(checkpoint.missing()).isEmpty();
                assertThat(checkpoint.superfluous()).isEmpty();
                assertThat(checkpoint.tokenizer().orElseThrow().size()).isEqualTo(65);
                assertSame(checkpoint.weights(), expected);
            }
            assertSame(weights(model.resolve(tensorsName)), expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.safetensors", "state_dict.pth"})
    void aBareStateDictTellsItsSizes(String name) throws Exception {
        Path file = folder.resolve(name);
        Golden.copy("nanogpt/" + name, file);
        try (Checkpoint checkpoint = Checkpoint.open(file, TWO_HEADS)) {
            assertThat(checkpoint.configuration())
                    .isEqualTo(new Configuration(
                            Family.NANOGPT, new Uniform(65), new Geometric(1e-4, 20), 40, 16, 24, 2, 2, false, 0));
            assertThat(checkpoint.layout()).startsWith("bare ");
            assertSame(checkpoint.weights(), weights(Golden.path("nanogpt/model.safetensors")));
        }
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(checkpoint.configuration().heads()).isEqualTo(1); // D/64, at least 1
        }
        CheckpointOptions three = new CheckpointOptions(OptionalInt.of(3), true);
        OneLine.error(file, () -> Checkpoint.open(file, three), "hidden_size=40", "n_heads=3", "--heads");
        assertThatIllegalArgumentException().isThrownBy(() -> new CheckpointOptions(OptionalInt.of(0), true));
    }

    @Test
    void aTrainingCheckpointGivesTheAverageUnlessToldOtherwise() throws Exception {
        Path run = folder.resolve("run");
        Golden.copy("nanogpt/config.json", run.resolve(".hydra/config.yaml"));
        Golden.copy("nanogpt/checkpoint.pth", run.resolve("checkpoints-meta/checkpoint.pth"));
        CheckpointOptions raw = new CheckpointOptions(OptionalInt.empty(), false);
        try (Checkpoint averaged = Checkpoint.open(run);
                Checkpoint last = Checkpoint.open(run, raw)) {
            assertSame(averaged.weights(), bare("nanogpt/after5_ema.safetensors"));
            assertSame(last.weights(), bare("nanogpt/after5.safetensors"));
        }
    }

    @Test
    void saysWhatWasLookedFor() throws Exception {
        Path nowhere = folder.resolve("nowhere");
        String[] layouts = {
            "config.json + model.safetensors",
            "config.json + pytorch_model.bin",
            ".hydra/config.yaml + checkpoints-meta/checkpoint.pth",
            "config.yaml + checkpoint.pth"
        };
        OneLine.error(nowhere, () -> Checkpoint.open(nowhere), layouts);
        OneLine.error(folder, () -> Checkpoint.open(folder), layouts);
    }

    @Test
    void aBareFileOfTheOtherFamilyNeedsAConfiguration() throws Exception {
        Path file = folder.resolve("model.safetensors");
        Golden.copy("sedd/model.safetensors", file);
        OneLine.error(file, () -> Checkpoint.open(file), "config.json");
        SafetensorsWriter.write(file, new ArrayTensors().put("x", List.of(1), new float[1]), DType.F32);
        OneLine.error(file, () -> Checkpoint.open(file), "not those of a known network");
    }

    @Test
    void refusesAVocabularyOfAnotherSize() throws Exception {
        Golden.copy("sedd/config.json", folder.resolve("config.json"));
        Golden.copy("sedd/model.safetensors", folder.resolve("model.safetensors"));
        Files.writeString(folder.resolve("vocab.json"), "{\"type\":\"char\",\"chars\":\"abc\"}");
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            OneLine.error(folder, checkpoint::tokenizer, "has 3 tokens, but the model has 65");
        }
    }

    @Test
    void refusesHeadsThatTheConfigurationContradicts() throws Exception {
        Path model = Golden.path("sedd");
        OneLine.error(model.resolve("config.json"), () -> Checkpoint.open(model, TWO_HEADS), "n_heads is 4, but 2");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "files are not sparse there")
    void refusesWeightsThatNoMemoryHolds() throws Exception {
        // 256 GiB of tensors in a sparse file.
        Files.writeString(
                folder.resolve("config.json"),
                "{\"tokens\": 16777216, \"graph\": {\"type\": \"uniform\"}, \"model\": {\"type\": \"nanogpt\","
                        + " \"hidden_size\": 4096, \"cond_dim\": 1, \"length\": 1, \"n_blocks\": 1, \"n_heads\": 1}}");
        Path file = folder.resolve("model.safetensors");
        StringBuilder header = new StringBuilder("{");
        long end = 0;
        for (TensorNames.Tensor tensor : TensorNames.of(ConfigurationFile.read(folder.resolve("config.json")))
                .all()) {
            long begin = end;
            end += new TensorInfo(tensor.name(), DType.BF16, tensor.shape()).bytes();
            header.append(begin == 0 ? "" : ",")
                    .append("\"%s\":{\"dtype\":\"BF16\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
                            .formatted(tensor.name(), tensor.shape(), begin, end));
        }
        byte[] start = SafetensorsBytes.file(header.append('}').toString());
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.write(start);
            sparse.setLength(start.length + end);
        }
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            OneLine.error(folder, checkpoint::weights, "no room for the weights");
        }
    }

    private static Weights weights(Path path) throws Exception {
        try (Checkpoint checkpoint = Checkpoint.open(path)) {
            return checkpoint.weights();
        }
    }

    /** The weights of a golden file that has a fitting configuration beside it. */
    private static Weights bare(String golden) throws Exception {
        return weights(Golden.path(golden));
    }

    private static void assertSame(Weights actual, Weights expected) {
        assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
    }
}
