package dev.sedd.model.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.sedd.kernels.Workers;
import dev.sedd.model.graph.Absorbing;
import dev.sedd.model.graph.TransitionGraph;
import dev.sedd.model.graph.Uniform;
import dev.sedd.model.noise.Geometric;
import dev.sedd.model.noise.LogLinear;
import dev.sedd.model.noise.NoiseSchedule;
import dev.sedd.model.score.LogScore;
import dev.sedd.model.score.ScoreFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a sample depends on, what a listener sees, and what is refused. */
class SamplerTest {
    private static final NoiseSchedule NOISE = new LogLinear(1e-3);
    private static final TransitionGraph UNIFORM = new Uniform(6);
    private static final Absorbing ABSORBING = new Absorbing(6);

    /** A score with ties between neighbours, which counts its calls. */
    private static final class Neighbours implements ScoreFunction {
        private final int v;
        private final List<Float> sigmas = new ArrayList<>();
        private float poison;

        Neighbours(int v) {
            this.v = v;
        }

        @Override
        public int vocabularySize() {
            return v;
        }

        @Override
        public int maxLength() {
            return 16;
        }

        @Override
        public void logScore(int batch, int length, int[] tokens, float[] sigma, LogScore out) {
            out.resize(batch * length);
            sigmas.add(sigma[0]);
            assertThat(sigma).hasSize(batch).containsOnly(sigma[0]);
            for (int row = 0; row < batch * length; row++) {
                int left = row % length == 0 ? 0 : tokens[row - 1];
                for (int y = 0; y < v; y++) {
                    out.values()[row * v + y] = y == tokens[row] ? 0 : poison + 1f / (1 + Math.abs(y - left));
                }
            }
        }
    }

    static Stream<Arguments> processes() {
        return Stream.of(
                Arguments.of(UNIFORM, new Tweedie()),
                Arguments.of(UNIFORM, new Euler()),
                Arguments.of(ABSORBING, new Tweedie()),
                Arguments.of(ABSORBING, new Euler()));
    }

    private static Sampler sampler(ScoreFunction score, TransitionGraph graph, Predictor predictor, Workers workers) {
        return new Sampler(score, graph, NOISE, predictor, 9, workers);
    }

    private static int[][] draw(TransitionGraph graph, Predictor predictor, int samples, int batch, int threads) {
        try (Workers workers = Workers.of(threads)) {
            return sampler(new Neighbours(6), graph, predictor, workers)
                    .sample(Prompt.free(11), samples, batch, 5, StepListener.NONE);
        }
    }

    @ParameterizedTest
    @MethodSource("processes")
    void samplesDependOnSeedAndIndexAlone(TransitionGraph graph, Predictor predictor) {
        int[][] expected = draw(graph, predictor, 7, 7, 1);
        assertThat(draw(graph, predictor, 7, 1, 1)).isDeepEqualTo(expected);
        assertThat(draw(graph, predictor, 7, 3, 1)).isDeepEqualTo(expected);
        assertThat(draw(graph, predictor, 7, 3, 2)).isDeepEqualTo(expected);
        assertThat(draw(graph, predictor, 7, 100, 5)).isDeepEqualTo(expected);
        assertThat(draw(graph, predictor, 4, 2, 2)).isDeepEqualTo(Arrays.copyOf(expected, 4));
        assertThat(Stream.of(expected).map(Arrays::toString).distinct()).hasSize(7);
        int[][] another = sampler(new Neighbours(6), graph, predictor, Workers.sequential())
                .sample(Prompt.free(11), 7, 6);
        assertThat(another[0]).isNotEqualTo(expected[0]);
    }

    @ParameterizedTest
    @MethodSource("processes")
    void samplesAreTextAndKeepThePrompt(TransitionGraph graph, Predictor predictor) {
        Prompt prompt = Prompt.prefixSuffix(8, new int[] {4, 0, 1}, new int[] {2});
        Sampler sampler = sampler(new Neighbours(6), graph, predictor, Workers.sequential());
        for (int[] sample : sampler.sample(prompt, 20, 3, 1, step -> {
            for (int i = 0; i < step.samples(); i++) {
                assertThat(step.sample(i)).startsWith(4, 0, 1).endsWith(2);
            }
        })) {
            assertThat(sample).hasSize(8).startsWith(4, 0, 1).endsWith(2);
            for (int token : sample) {
                assertThat(token).isBetween(0, graph.tokens() - 1);
            }
        }
    }

    @Test
    void showsEveryStepOfEveryBatch() {
        List<Step> steps = new ArrayList<>();
        List<int[]> kept = new ArrayList<>();
        int[][] samples = sampler(new Neighbours(6), ABSORBING, new Tweedie(), Workers.sequential())
                .sample(Prompt.free(4), 5, 2, 1, step -> {
                    steps.add(step);
                    kept.add(step.sample(step.samples() - 1));
                    assertThat(step.tokens()).hasSize(step.samples() * step.length());
                });
        assertThat(steps).hasSize(3 * 11);
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            assertThat(step.index()).isEqualTo(i % 11);
            assertThat(step.lastIndex()).isEqualTo(10);
            assertThat(step.last()).isEqualTo(i % 11 == 10);
            assertThat(step.firstSample()).isEqualTo(i / 11 * 2);
            assertThat(step.samples()).isEqualTo(i < 22 ? 2 : 1);
            assertThat(step.length()).isEqualTo(4);
        }
        assertThat(steps.get(0).time()).isEqualTo(1);
        assertThat(steps.get(3).time()).isCloseTo(1 - 3 * (1 - 1e-5) / 9, offset(1e-15));
        assertThat(steps.get(9).time()).isCloseTo(1e-5, offset(1e-20));
        assertThat(steps.get(10).time()).isZero();
        assertThat(kept.get(0)).containsOnly(ABSORBING.mask());
        assertThat(kept.get(10)).isEqualTo(samples[1]);
        assertThat(kept.get(32)).isEqualTo(samples[4]);
    }

    @Test
    void asksForTheScoreOncePerStepAtItsNoise() {
        Neighbours score = new Neighbours(6);
        sampler(score, UNIFORM, new Euler(), Workers.sequential()).sample(Prompt.free(4), 1, 1);
        assertThat(score.sigmas).hasSize(10);
        assertThat(score.sigmas.get(0)).isEqualTo((float) NOISE.total(1));
        assertThat(score.sigmas.get(9)).isEqualTo((float) NOISE.total(1e-5));
    }

    /** Where nothing can change the score is not asked for; the listener is called all the same. */
    @Test
    void asksForNoScoreWhereNothingCanChange() {
        Neighbours score = new Neighbours(6);
        List<Step> steps = new ArrayList<>();
        Prompt given = Prompt.of(new int[] {3, 1}, new boolean[] {true, true});
        int[][] samples =
                sampler(score, UNIFORM, new Tweedie(), Workers.sequential()).sample(given, 2, 2, 1, steps::add);
        assertThat(samples).isDeepEqualTo(new int[][] {{3, 1}, {3, 1}});
        assertThat(score.sigmas).isEmpty();
        assertThat(steps).hasSize(11);
    }

    /** One position is unmasked at some step; the steps after it need no score. */
    @Test
    void asksForNoScoreOnceNoMaskIsLeft() {
        Neighbours score = new Neighbours(6);
        int[] masked = new int[1];
        sampler(score, ABSORBING, new Tweedie(), Workers.sequential()).sample(Prompt.free(1), 40, 1, 1, step -> {
            if (!step.last() && step.tokens()[0] == ABSORBING.mask()) {
                masked[0]++;
            }
        });
        assertThat(score.sigmas).hasSize(masked[0]).hasSizeLessThan(40 * 10);
    }

    @ParameterizedTest
    @CsvSource({
        "NaN, the model's scores are not finite: the log score of token 0 is NaN",
        "Infinity, the model's scores are not finite: the log score of token 0 is Infinity",
        "800, the model's scores are out of bounds: log scores from 0.0 to 801.0",
    })
    void saysWhereScoresAreNotFinite(float poison, String reason) {
        Neighbours score = new Neighbours(6);
        score.poison = poison;
        Prompt prompt = Prompt.prefixSuffix(5, new int[] {1, 2}, new int[0]);
        try (Workers workers = Workers.of(3)) {
            assertThatThrownBy(() ->
                            sampler(score, ABSORBING, new Tweedie(), workers).sample(prompt, 3, 1))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessage("step 1 of 10, sample 0, position 2: no token can be drawn, because " + reason);
        }
    }

    @Test
    void saysWhereAStepTakesAwayTooMuchNoise() {
        for (double most : new double[] {50, 800}) { // weights that cancel; e^800, which is infinite
            ScoreFunction flat = new ExactScore(UNIFORM, 1, new double[] {1, 1, 1, 1, 1, 1});
            NoiseSchedule noise = new Geometric(1e-4, most);
            Sampler sampler = new Sampler(flat, UNIFORM, noise, new Tweedie(), 1, Workers.sequential());
            assertThatThrownBy(() -> sampler.sample(Prompt.free(1), 1, 1))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessageContaining("because the step takes away a noise of " + (most == 50 ? "49.99" : "799."))
                    .hasMessageContaining(", too much at once for log scores from ")
                    .hasMessageEndingWith("; take more steps");
        }
    }

    /** The last step's choices are without the mask, whose own score of 0 is no help to it. */
    @Test
    void saysWhereTextIsOutOfBoundsInTheLastStep() {
        Neighbours score = new Neighbours(6);
        score.poison = -800;
        assertThatThrownBy(() -> sampler(score, ABSORBING, new Tweedie(), Workers.sequential())
                        .sample(Prompt.free(1), 1, 1))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageStartingWith("step 10 of 10, ")
                .hasMessageContaining("because the model's scores are out of bounds: log scores from -79")
                .hasMessageEndingWith(" to 0.0");
    }

    @Test
    void whatAListenerThrowsEndsIt() {
        Neighbours score = new Neighbours(6);
        Sampler sampler = sampler(score, UNIFORM, new Tweedie(), Workers.sequential());
        assertThatThrownBy(() -> sampler.sample(Prompt.free(2), 1, 1, 1, step -> {
                    if (step.index() == 2) {
                        throw new IllegalStateException("enough");
                    }
                }))
                .hasMessage("enough");
        assertThat(score.sigmas).hasSize(2);
    }

    @Test
    void refusesWhatCannotBeSampled() {
        Neighbours score = new Neighbours(6);
        Workers workers = Workers.sequential();
        refused(() -> new Sampler(score, UNIFORM, NOISE, new Euler(), 0, workers), "steps=0 < 1");
        refused(() -> new Sampler(score, UNIFORM, NOISE, new Euler(), -5, workers), "steps=-5 < 1");
        refused(
                () -> new Sampler(score, new Uniform(7), NOISE, new Euler(), 1, workers),
                "the score's vocabulary of 6 is not the graph's of 7");
        Sampler sampler = sampler(score, ABSORBING, new Tweedie(), workers);
        Prompt free = Prompt.free(4);
        refused(() -> sampler.sample(free, 0, 1), "samples=0 < 1");
        refused(() -> sampler.sample(free, 1, 0, 1, StepListener.NONE), "batchSize=0 < 1");
        refused(() -> sampler.sample(Prompt.free(17), 1, 1), "a length of 17 tokens is more than the model's 16");
        refused(
                () -> sampler.sample(Prompt.prefixSuffix(4, new int[] {1, 5}, new int[0]), 1, 1),
                "the token 5 given at position 1 is not one of the 5 tokens of text");
        refused(
                () -> sampler.sample(free, 1 << 30, 1),
                "a batch of 1073741824 samples of 4 tokens is too large for an array; use a smaller batch");
    }

    private static void refused(Runnable call, String message) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
