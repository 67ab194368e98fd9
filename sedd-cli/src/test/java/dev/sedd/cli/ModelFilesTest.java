package dev.sedd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedd.model.checkpoint.Checkpoint;
import dev.sedd.model.checkpoint.DType;
import dev.sedd.model.checkpoint.SafetensorsFile;
import dev.sedd.model.checkpoint.TensorInfo;
import dev.sedd.model.checkpoint.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code inspect}, {@code convert} and {@code score}. */
class ModelFilesTest {
    @TempDir
    private Path folder;

    @Test
    void inspectTellsOfTheEmbeddedModel() {
        Cli.Result result = Cli.run("inspect");
        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .containsPattern("family +sedd\n")
                .containsPattern("graph +absorb, 65 tokens\n")
                .containsPattern("noise +loglinear, eps 0.001\n")
                .containsPattern("network +4 blocks, 4 heads, width 256, conditioning 64, length 256\n")
                .containsPattern("parameters +3,640,258\n")
                .containsPattern("memory +13.9 MiB for the weights, 2.8 MiB for the pass of a text\n")
                .containsPattern("missing +none\n")
                .containsPattern("superfluous +none\n")
                .containsPattern("contradictions +none\n")
                .containsPattern("vocab_embed.embedding +F32 +\\[66, 256\\]\n");
    }

    @Test
    void inspectTellsTheSameAsJson() {
        JsonNode object = JsonMapper.shared()
                .readTree(Cli.run("inspect", Cli.model(), "--json").out());
        assertThat(object.get("family").stringValue()).isEqualTo("sedd");
        assertThat(object.get("n_heads").intValue()).isEqualTo(4);
        assertThat(object.get("vocabulary").intValue()).isEqualTo(65);
        assertThat(object.get("missing").isEmpty()).isTrue();
        assertThat(object.get("tensors").get(0).get("name").stringValue()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "nanogpt"})
    void parametersAreCountedAsTheFileHoldsThem(String name) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(Cli.resource(name))) {
            Tensors tensors = checkpoint.tensors();
            long stored = tensors.names().stream()
                    .filter(tensor -> !tensor.equals("rotary_emb.inv_freq"))
                    .map(tensors::info)
                    .mapToLong(TensorInfo::count)
                    .sum();
            assertThat(checkpoint.parameters()).isEqualTo(stored);
        }
    }

    @Test
    void inspectTellsWhatIsMissingAndWhatIsTooMuch() throws IOException {
        String config = Files.readString(Cli.resource("small/config.json"));
        Files.writeString(folder.resolve("config.json"), config.replace("\"n_blocks\": 2", "\"n_blocks\": 3"));
        Files.copy(Cli.resource("small/model.safetensors"), folder.resolve("model.safetensors"));
        Cli.Result more = Cli.run("inspect", folder.toString());
        assertThat(more.code()).isZero();
        assertThat(more.out()).containsPattern("missing +.*blocks\\.2\\.attn_qkv\\.weight");
        Files.writeString(folder.resolve("config.json"), config.replace("\"n_blocks\": 2", "\"n_blocks\": 1"));
        assertThat(Cli.run("inspect", folder.toString()).out())
                .containsPattern("superfluous +.*blocks\\.1\\.attn_qkv\\.weight");
    }

    @ParameterizedTest
    @CsvSource({"f32, F32", "bf16, BF16", "F16, F16"})
    void convertWritesAFolderThatCanBeUsed(String option, DType stored) throws IOException {
        Path out = folder.resolve("out");
        Cli.Result result = Cli.run("convert", Cli.model(), out.toString(), "--dtype", option);
        assertThat(result.code()).isZero();
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).isEqualTo("wrote " + out + "\n");
        assertThat(out.resolve("config.json")).exists();
        assertThat(out.resolve("vocab.json")).exists();
        try (Tensors tensors = SafetensorsFile.open(out.resolve("model.safetensors"))) {
            assertThat(tensors.names()).allMatch(name -> tensors.info(name).dtype() == stored);
        }
        String[] sample = {"sample", "--steps", "2", "--seed", "1", "--model", out.toString()};
        String text = Cli.run(sample).out();
        assertThat(text).hasSize(33);
        if (stored == DType.F32) {
            sample[6] = Cli.model();
            assertThat(text).isEqualTo(Cli.run(sample).out());
        }
    }

    @Test
    void scoresAreTheNetworks() throws IOException {
        try (Tensors golden = SafetensorsFile.open(Cli.resource("small/forward.safetensors"))) {
            for (int i = 0; i < 3; i++) {
                List<Integer> shape = golden.info("log_score." + i).shape();
                float[] expected = golden.floats("log_score." + i);
                float[] actual = score(golden.ints("tokens." + i), golden.floats("sigma." + i), shape);
                float largest = 0;
                for (float value : expected) {
                    largest = Math.max(largest, Math.abs(value));
                }
                assertThat(actual).usingComparatorWithPrecision(1e-4f * largest).containsExactly(expected);
            }
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void scoresAreWrittenWhereALinkLeads() throws IOException {
        Path file = folder.resolve("file");
        Path link = Files.createSymbolicLink(folder.resolve("scores.safetensors"), file);
        score(new int[] {1, 2}, new float[] {1}, List.of(1, 2, 66));
        assertThat(link).isSymbolicLink();
        assertThat(file).isRegularFile();
    }

    private float[] score(int[] ids, float[] sigma, List<Integer> shape) throws IOException {
        int length = shape.get(1);
        int[][] rows = new int[shape.get(0)][];
        for (int b = 0; b < rows.length; b++) {
            rows[b] = Arrays.copyOfRange(ids, b * length, (b + 1) * length);
        }
        Path tokens = Files.writeString(folder.resolve("tokens.json"), Arrays.deepToString(rows));
        String noise = Arrays.toString(sigma).replaceAll("[\\[\\] ]", "");
        Path out = folder.resolve("scores.safetensors");
        Cli.Result result = Cli.run(
                "score",
                "--model=" + Cli.model(),
                "--tokens=" + tokens,
                "--sigma=" + noise,
                "--out=" + out,
                "--batch-size=2");
        assertThat(result.code()).as(result.err()).isZero();
        try (Tensors scores = SafetensorsFile.open(out)) {
            assertThat(scores.info("log_score").shape()).isEqualTo(shape);
            assertThat(scores.info("log_score").dtype()).isEqualTo(DType.F32);
            return scores.floats("log_score");
        }
    }
}
