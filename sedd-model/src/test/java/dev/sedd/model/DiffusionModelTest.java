package dev.sedd.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sedd.kernels.Workers;
import dev.sedd.model.checkpoint.ArrayTensors;
import dev.sedd.model.checkpoint.CheckpointException;
import dev.sedd.model.checkpoint.CheckpointWriter;
import dev.sedd.model.checkpoint.DType;
import dev.sedd.model.checkpoint.Tensors;
import dev.sedd.model.graph.Absorbing;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Family;
import dev.sedd.model.noise.LogLinear;
import dev.sedd.model.sampling.Prompt;
import dev.sedd.model.sampling.StepListener;
import dev.sedd.model.sampling.Tweedie;
import dev.sedd.model.training.Parameters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded model from end to end: the README's ten lines, and the promise that a seed fixes the text. */
class DiffusionModelTest {
    @TempDir
    private Path folder;

    @Test
    void theReadmesTenLines() throws Exception {
        List<String> watched = new ArrayList<>();
        var model = DiffusionModel.embedded();
        var tokenizer = model.tokenizer();
        var prompt = Prompt.prefixSuffix(64, tokenizer.encode("ROMEO:\n"), new int[0]);
        var sampler = model.sampler(new Tweedie(), 16);
        int[][] samples = sampler.sample(prompt, 1, 1, 42, step -> watched.add(tokenizer.decode(step.tokens())));
        String text = tokenizer.decode(samples[0]);

        assertThat(text).hasSize(64).startsWith("ROMEO:\n").doesNotContain("·");
        assertThat(watched).hasSize(18).last().isEqualTo(text);
        assertThat(watched.get(0)).isEqualTo("ROMEO:\n" + "·".repeat(57));
    }

    @Test
    void aSeedFixesTheTextForAnyThreadsAndBatches() throws Exception {
        int[][] expected = sample(1, 1);
        assertThat(sample(2, 1)).isDeepEqualTo(expected);
        assertThat(sample(1, 3)).isDeepEqualTo(expected);
        assertThat(sample(2, 3)).isDeepEqualTo(expected);
    }

    @Test
    void aModelWithoutVocabularyHasScoresAndSamplesAlone() throws Exception {
        Configuration c = new Configuration(Family.SEDD, new Absorbing(7), LogLinear.DEFAULT, 8, 8, 4, 1, 2, true, 0);
        Path path = folder.resolve("model");
        Tensors tensors = ArrayTensors.of(c, Parameters.zeros(c).weights());
        CheckpointWriter.write(path, c, tensors, null, DType.F32);
        DiffusionModel model = DiffusionModel.load(path);
        assertThat(model.hasTokenizer()).isFalse();
        assertThat(model.sampler(new Tweedie(), 2).sample(Prompt.free(4), 1, 1, 1, StepListener.NONE)[0])
                .hasSize(4);
        assertThatIllegalStateException()
                .isThrownBy(model::tokenizer)
                .withMessageStartingWith(path + ": there is no vocabulary beside the model")
                .withCauseInstanceOf(CheckpointException.class);
        assertThat(DiffusionModel.embedded().hasTokenizer()).isTrue();
    }

    private static int[][] sample(int threads, int batchSize) throws Exception {
        try (Workers workers = Workers.of(threads)) {
            return DiffusionModel.embedded(workers)
                    .sampler(new Tweedie(), 8)
                    .sample(Prompt.free(100), 3, batchSize, 7, StepListener.NONE);
        }
    }
}
