package dev.sedd.model.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedd.kernels.Workers;
import dev.sedd.model.checkpoint.Checkpoint;
import dev.sedd.model.graph.Absorbing;
import dev.sedd.model.graph.TransitionGraph;
import dev.sedd.model.graph.Uniform;
import dev.sedd.model.network.Transformer;
import dev.sedd.model.noise.LogLinear;
import dev.sedd.model.score.LogScore;
import dev.sedd.model.score.ScoreFunction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is left out decides nothing: samples are those of a network that always computes all rows. */
class SparseSamplingTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final int LENGTH = 24;

    /** A network that is only ever asked for all scores. */
    private record Dense(Transformer network) implements ScoreFunction {
        @Override
        public int vocabularySize() {
            return network.vocabularySize();
        }

        @Override
        public int maxLength() {
            return network.maxLength();
        }

        @Override
        public void logScore(int batch, int length, int[] tokens, float[] sigma, LogScore out) {
            network.logScore(batch, length, tokens, sigma, out);
        }
    }

    static Stream<Arguments> cases() {
        List<Arguments> cases = new ArrayList<>();
        for (String family : new String[] {"nanogpt", "sedd"}) {
            for (boolean absorbing : new boolean[] {false, true}) {
                for (Predictor predictor : new Predictor[] {new Tweedie(), new Euler()}) {
                    cases.add(Arguments.of(family, absorbing, predictor));
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void samplesAreThoseOfAllRows(String family, boolean absorbing, Predictor predictor) throws Exception {
        try (Checkpoint checkpoint = Checkpoint.open(GOLDEN.resolve(family))) {
            int v = checkpoint.configuration().vocabularySize();
            TransitionGraph graph = absorbing ? new Absorbing(v) : new Uniform(v);
            for (Prompt prompt : prompts(graph)) {
                int[][] expected = sample(checkpoint, graph, predictor, prompt, true, 1, 5);
                assertThat(sample(checkpoint, graph, predictor, prompt, false, 1, 5))
                        .isDeepEqualTo(expected);
                assertThat(sample(checkpoint, graph, predictor, prompt, false, 2, 1))
                        .isDeepEqualTo(expected);
                assertThat(sample(checkpoint, graph, predictor, prompt, false, 5, 3))
                        .isDeepEqualTo(expected);
            }
        }
    }

    /** Nowhere, at the start, at the end, scattered, and everywhere. */
    private static List<Prompt> prompts(TransitionGraph graph) {
        List<Prompt> prompts = new ArrayList<>();
        for (IntPredicate given : new IntPredicate[] {
            i -> false, i -> i < 9, i -> i >= 9, i -> i * 7 % 3 == 0, i -> true,
        }) {
            int[] tokens = new int[LENGTH];
            boolean[] fixed = new boolean[LENGTH];
            for (int i = 0; i < LENGTH; i++) {
                tokens[i] = i * 11 % graph.tokens();
                fixed[i] = given.test(i);
            }
            prompts.add(Prompt.of(tokens, fixed));
        }
        return prompts;
    }

    private static int[][] sample(
            Checkpoint checkpoint,
            TransitionGraph graph,
            Predictor predictor,
            Prompt prompt,
            boolean dense,
            int threads,
            int batch)
            throws Exception {
        try (Workers workers = Workers.of(threads)) {
            Transformer network = new Transformer(checkpoint.configuration(), checkpoint.weights(), workers);
            ScoreFunction score = dense ? new Dense(network) : network;
            return new Sampler(score, graph, new LogLinear(1e-3), predictor, 7, workers)
                    .sample(prompt, 5, batch, 3, StepListener.NONE);
        }
    }
}
