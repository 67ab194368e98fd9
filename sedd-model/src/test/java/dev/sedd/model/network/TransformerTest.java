package dev.sedd.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sedd.kernels.Workers;
import dev.sedd.model.GoldenTensors;
import dev.sedd.model.checkpoint.Checkpoint;
import dev.sedd.model.graph.Uniform;
import dev.sedd.model.noise.LogLinear;
import dev.sedd.model.score.LogScore;
import dev.sedd.model.score.RowSelection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forward pass against an independent program's, and what the result must not depend on. */
class TransformerTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "nanogpt, model.safetensors, model.safetensors",
        "nanogpt, state_dict.pth, pytorch_model.bin",
        "sedd, model.safetensors, model.safetensors",
        "sedd, state_dict.pth, pytorch_model.bin"
    })
    void matchesTheGoldenScores(String family, String from, String to) throws Exception {
        Files.copy(GOLDEN.resolve(family).resolve("config.json"), folder.resolve("config.json"));
        Files.copy(GOLDEN.resolve(family).resolve(from), folder.resolve(to));
        assertMatchesGolden(family, folder);
    }

    @ParameterizedTest
    @CsvSource({"state_dict.pth", "model.safetensors"})
    void readsTheNotebooksBareStateDict(String file) throws Exception {
        Path bare = Files.copy(GOLDEN.resolve("nanogpt").resolve(file), folder.resolve(file));
        Checkpoint checkpoint = Checkpoint.open(
                bare, new dev.sedd.model.checkpoint.CheckpointOptions(java.util.OptionalInt.of(2), true));
        assertMatchesGolden("nanogpt", checkpoint);
    }

    private static void assertMatchesGolden(String family, Path path) throws Exception {
        assertMatchesGolden(family, Checkpoint.open(path));
    }

    private static void assertMatchesGolden(String family, Checkpoint checkpoint) throws Exception {
        GoldenTensors golden = GoldenTensors.read("/golden/" + family + "/forward.safetensors");
        try (checkpoint;
                Workers workers = Workers.of(2)) {
            Transformer network = new Transformer(checkpoint.configuration(), checkpoint.weights(), workers);
            for (int i = 0; i < 4; i++) {
                int[] shape = golden.shape("log_score." + i);
                LogScore actual = new LogScore(shape[2]);
                network.logScore(shape[0], shape[1], golden.ints("tokens." + i), golden.floats("sigma." + i), actual);
                assertClose(actual, golden.floats("log_score." + i));
            }
        }
    }

    /** Within 1e-5 of the tensor's largest entry, a tenth of what would be a bug. */
    private static void assertClose(LogScore actual, float[] expected) {
        assertThat(actual.rows() * actual.vocabularySize()).isEqualTo(expected.length);
        float largest = 0;
        float error = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            error = Math.max(error, Math.abs(actual.values()[i] - expected[i]));
        }
        assertThat(error / largest).isLessThan(1e-5f);
    }

    @ParameterizedTest
    @CsvSource({
        "7, 3, 8, 'vocab_embed.embedding is [6, 8], but the configuration needs [7, 8]'",
        "6, 2, 8, 'there are weights of 3 blocks, but the configuration has 2'",
        "6, 3, 4, 'sigma_map.mlp.0.weight is [8, 256], but the configuration needs [4, 256]'"
    })
    void refusesTheWeightsOfAnotherConfiguration(int tokens, int blocks, int condition, String message) {
        Weights weights = RandomWeights.of(configuration(6, 3, 8), 1);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Transformer(configuration(tokens, blocks, condition), weights, Workers.sequential()))
                .withMessage(message);
    }

    @Test
    void refusesVectorsThatAreMissingOrSuperfluous() {
        Configuration c = configuration(6, 1, 8);
        Weights w = RandomWeights.of(c, 1);
        Weights.Block block = w.blocks().getFirst();
        Weights.Dense unbiased = new Weights.Dense(block.up().weight(), null);
        Weights.Block unbiasedBlock = new Weights.Block(
                block.norm1(), block.qkv(), block.project(), block.norm2(), unbiased, block.down(), block.modulation());
        refuses(
                c,
                new Weights(w.embedding(), null, w.noiseIn(), w.noiseOut(), List.of(unbiasedBlock), null, w.head()),
                "blocks.0.mlp.0.bias is not given, but the configuration has it");
        refuses(
                c,
                new Weights(w.embedding(), null, w.noiseIn(), w.noiseOut(), w.blocks(), new float[8], w.head()),
                "the final norm is given, but the configuration has none");
        Weights.Dense biased = new Weights.Dense(block.qkv().weight(), new float[24]);
        Weights.Block biasedBlock = new Weights.Block(
                block.norm1(), biased, block.project(), block.norm2(), block.up(), block.down(), block.modulation());
        refuses(
                c,
                new Weights(w.embedding(), null, w.noiseIn(), w.noiseOut(), List.of(biasedBlock), null, w.head()),
                "a bias beside blocks.0.attn_qkv.weight is given, but the configuration has none");
        refuses(
                c,
                new Weights(w.embedding(), new float[32], w.noiseIn(), w.noiseOut(), w.blocks(), null, w.head()),
                "a table of positions is given, but the configuration has none");
        Weights.Head head =
                new Weights.Head(new float[7], w.head().linear(), w.head().modulation());
        refuses(
                c,
                new Weights(w.embedding(), null, w.noiseIn(), w.noiseOut(), w.blocks(), null, head),
                "output_layer.norm_final.weight is [7], but the configuration needs [8]");
        Configuration other =
                new Configuration(Family.NANOGPT, new Uniform(6), LogLinear.DEFAULT, 8, 8, 4, 1, 2, false, 0);
        Weights v = RandomWeights.of(other, 1);
        float[] positions = new float[24];
        refuses(
                other,
                new Weights(v.embedding(), positions, v.noiseIn(), v.noiseOut(), v.blocks(), v.finalNorm(), v.head()),
                "transformer.wpe.weight is [24], but the configuration needs [4, 8]");
    }

    private static void refuses(Configuration c, Weights weights, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Transformer(c, weights, Workers.sequential()))
                .withMessage(message);
    }

    @Test
    void refusesToBeAskedByWhoTakesItsScores() {
        Configuration small = configuration(6, 2, 8);
        Transformer network = new Transformer(small, RandomWeights.of(small, 1), Workers.sequential());
        int[] tokens = {1, 2, 3};
        float[] sigma = {1};
        RowSelection all = new RowSelection();
        all.selectAll(1, 3);
        LogScore other = new LogScore(6);
        assertThatIllegalStateException()
                .isThrownBy(() -> network.logScore(
                        1, 3, tokens, sigma, all, (first, n, scores) -> network.logScore(1, 3, tokens, sigma, other)))
                .withMessageContaining("cannot ask the same network for others");
        network.logScore(1, 3, tokens, sigma, other);
        assertThat(other.rows()).isEqualTo(3);
    }

    private static Configuration configuration(int tokens, int blocks, int condition) {
        return new Configuration(
                Family.SEDD, new Uniform(tokens), LogLinear.DEFAULT, 8, condition, 4, blocks, 2, false, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nanogpt", "sedd"})
    void dependsOnNeitherThreadsNorBatch(String family) throws Exception {
        GoldenTensors golden = GoldenTensors.read("/golden/" + family + "/forward.safetensors");
        int[] shape = golden.shape("log_score.2");
        int row = shape[1] * shape[2];
        float[] expected = score(family, 1, shape[0], shape[1], golden.ints("tokens.2"), golden.floats("sigma.2"));
        for (int threads : new int[] {1, 2, 5}) {
            for (int b = 0; b < shape[0]; b++) {
                int[] tokens = Arrays.copyOfRange(golden.ints("tokens.2"), b * shape[1], (b + 1) * shape[1]);
                float[] alone = score(family, threads, 1, shape[1], tokens, new float[] {golden.floats("sigma.2")[b]});
                assertThat(alone).isEqualTo(Arrays.copyOfRange(expected, b * row, (b + 1) * row));
            }
        }
    }

    private static float[] score(String family, int threads, int batch, int length, int[] tokens, float[] sigma)
            throws Exception {
        try (Checkpoint checkpoint = Checkpoint.open(GOLDEN.resolve(family));
                Workers workers = Workers.of(threads)) {
            Transformer network = new Transformer(checkpoint.configuration(), checkpoint.weights(), workers);
            LogScore out = new LogScore(network.vocabularySize());
            network.logScore(batch, length, tokens, sigma, out);
            return Arrays.copyOf(out.values(), out.rows() * out.vocabularySize());
        }
    }

    @Test
    void aWorkspaceThatServedALargerBatchServesASmallerOne() throws Exception {
        try (Checkpoint checkpoint = Checkpoint.open(GOLDEN.resolve("sedd"))) {
            Transformer network =
                    new Transformer(checkpoint.configuration(), checkpoint.weights(), Workers.sequential());
            int[] tokens = new int[32];
            LogScore fresh = new LogScore(66);
            network.logScore(1, 9, tokens, new float[] {0.4f}, fresh);
            float[] expected = Arrays.copyOf(fresh.values(), 9 * 66);
            LogScore used = new LogScore(66);
            network.logScore(1, 32, tokens, new float[] {2}, used);
            network.logScore(1, 9, tokens, new float[] {0.4f}, used);
            assertThat(Arrays.copyOf(used.values(), 9 * 66)).isEqualTo(expected);
        }
    }

    @Test
    void refusesWhatIsOutOfRange() throws Exception {
        try (Checkpoint checkpoint = Checkpoint.open(GOLDEN.resolve("sedd"))) {
            Transformer network =
                    new Transformer(checkpoint.configuration(), checkpoint.weights(), Workers.sequential());
            LogScore out = new LogScore(66);
            refuses(network, 1, 33, new int[33], 1, out, "length=33 > 32");
            refuses(network, 1, 2, new int[] {0, 66}, 1, out, "token 66 at 1 is not in [0, 66)");
            refuses(network, 1, 2, new int[] {-1, 0}, 1, out, "token -1 at 0");
            refuses(network, 0, 2, new int[2], 1, out, "batch=0");
            refuses(network, 2, 2, new int[2], 1, out, "tokens.length=2");
            refuses(network, 1, 2, new int[2], Float.NaN, out, "sigma[0]=NaN");
            refuses(network, 1, 2, new int[2], 0, out, "sigma[0]=0.0");
            refuses(network, 1, 2, new int[2], 1, new LogScore(65), "out is for 65 tokens");
        }
    }

    private static void refuses(
            Transformer network, int batch, int length, int[] tokens, float sigma, LogScore out, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network.logScore(batch, length, tokens, new float[] {sigma}, out))
                .withMessageContaining(why);
    }
}
