package dev.sedd.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are sound each for itself, but not together. */
class ContradictionTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void copyTheModel() throws Exception {
        Golden.copy("nanogpt/config.json", folder.resolve("config.json"));
        Golden.copy("nanogpt/model.safetensors", folder.resolve("model.safetensors"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"tokens\": 65      | \"tokens\": 66      | the vocabulary | is 66 in the configuration, but 65 in the tensors",
                "\"hidden_size\": 40 | \"hidden_size\": 48 | hidden_size|is 48 in the configuration, but 40 in the tensors",
                "\"cond_dim\": 16    | \"cond_dim\": 17    | cond_dim|is 17 in the configuration, but 16 in the tensors",
                "\"length\": 24      | \"length\": 25      | length|is 25 in the configuration, but 24 in the tensors",
                "\"n_blocks\": 2     | \"n_blocks\": 3     | n_blocks|is 3 in the configuration, but 2 in the tensors",
                "\"n_blocks\": 2     | \"n_blocks\": 1     | n_blocks|is 1 in the configuration, but 2 in the tensors",
                "nanogpt             | ddit                | model.type|is ddit in the configuration, but the tensors",
            })
    void aConfigurationThatContradictsTheTensorsIsNamedWithBothNumbers(
            String replace, String by, String key, String part) throws Exception {
        Path config = folder.resolve("config.json");
        String text = Files.readString(config);
        assertThat(text).contains(replace);
        Files.writeString(config, text.replace(replace, by));
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            assertThat(checkpoint.contradictions()).singleElement().asString().contains(key, part);
            OneLine.error(folder, checkpoint::weights, key, part);
        }
    }

    /** The number of heads shows in no weight, but in the table of rotary frequencies beside them. */
    @Test
    void otherHeadsThanThoseOfTheFrequenciesAreNamed() throws Exception {
        String text = Files.readString(Golden.path("sedd/config.json"));
        assertThat(text).contains("\"n_heads\": 4");
        Files.writeString(folder.resolve("config.json"), text.replace("\"n_heads\": 4", "\"n_heads\": 2"));
        Files.delete(folder.resolve("model.safetensors"));
        Golden.copy("sedd/model.safetensors", folder.resolve("model.safetensors"));
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            OneLine.error(
                    folder, checkpoint::weights, "the head size", "is 32 in the configuration, but 16 in the tensors");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.safetensors", "pytorch_model.bin"})
    void aPointerOfGitLfsIsCalledThat(String name) throws Exception {
        Files.delete(folder.resolve("model.safetensors"));
        Path file = Files.writeString(
                folder.resolve(name), "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n");
        OneLine.error(file, () -> Checkpoint.open(folder), "is a git-lfs pointer", "git lfs pull");
    }

    @Test
    void missingTensorsAreNamed() throws Exception {
        rewrite("transformer.h.1.ln_2.weight", null, null);
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            assertThat(checkpoint.missing()).containsExactly("transformer.h.1.ln_2.weight");
            OneLine.error(folder, checkpoint::weights, "1 of the model's 28 tensors is missing", "h.1.ln_2.weight");
        }
    }

    @Test
    void superfluousTensorsAreNamedAndIgnored() throws Exception {
        rewrite(null, "extra", new float[] {1});
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            assertThat(checkpoint.superfluous()).containsExactly("extra");
            assertThat(checkpoint.weights().blocks()).hasSize(2);
        }
    }

    @Test
    void theBufferOfRotaryPositionsIsNotSuperfluous() throws Exception {
        rewrite(null, "rotary_emb.inv_freq", new float[] {1});
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            assertThat(checkpoint.superfluous()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void tensorsThatAreNotFiniteAreNamed(float bad) throws Exception {
        float[] gains = new float[40];
        gains[7] = bad;
        rewrite("transformer.ln_f.weight", "transformer.ln_f.weight", gains);
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            OneLine.error(folder, checkpoint::weights, "tensor transformer.ln_f.weight holds " + bad + " at element 7");
            Path out = folder.resolve("converted");
            assertThat(out).doesNotExist();
            OneLine.error(
                    "the model",
                    () -> CheckpointWriter.write(
                            out, checkpoint.configuration(), checkpoint.tensors(), null, DType.F32),
                    "transformer.ln_f.weight");
            assertThat(out).doesNotExist();
        }
    }

    @Test
    void tensorsOfAnotherShapeAreNamed() throws Exception {
        rewrite("transformer.ln_f.weight", "transformer.ln_f.weight", new float[41]);
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            OneLine.error(folder, checkpoint::weights, "transformer.ln_f.weight has shape [41]", "needs [40]");
        }
    }

    /** Writes the tensors again without one, and with another of one dimension. */
    private void rewrite(String without, String with, float[] values) throws Exception {
        Path file = folder.resolve("model.safetensors");
        ArrayTensors tensors = new ArrayTensors();
        try (SafetensorsFile sound = SafetensorsFile.open(file)) {
            for (String name : sound.names()) {
                if (!name.equals(without)) {
                    tensors.put(name, sound.info(name).shape(), sound.floats(name));
                }
            }
        }
        if (with != null) {
            tensors.put(with, List.of(values.length), values);
        }
        SafetensorsWriter.write(file, tensors, DType.F32);
    }
}
