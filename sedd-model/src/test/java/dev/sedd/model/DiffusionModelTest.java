package dev.sedd.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedd.kernels.Workers;
import dev.sedd.model.sampling.Prompt;
import dev.sedd.model.sampling.StepListener;
import dev.sedd.model.sampling.Tweedie;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The embedded model from end to end: the README's ten lines, and the promise that a seed fixes the text. */
class DiffusionModelTest {
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

    private static int[][] sample(int threads, int batchSize) throws Exception {
        try (Workers workers = Workers.of(threads)) {
            return DiffusionModel.embedded(workers)
                    .sampler(new Tweedie(), 8)
                    .sample(Prompt.free(100), 3, batchSize, 7, StepListener.NONE);
        }
    }
}
