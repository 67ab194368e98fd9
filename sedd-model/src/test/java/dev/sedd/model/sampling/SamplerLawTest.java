package dev.sedd.model.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sedd.kernels.Workers;
import dev.sedd.model.graph.Absorbing;
import dev.sedd.model.graph.TransitionGraph;
import dev.sedd.model.graph.Uniform;
import dev.sedd.model.noise.Geometric;
import dev.sedd.model.noise.LogLinear;
import dev.sedd.model.noise.NoiseSchedule;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Samplers are right in law: with the exact score of a small known law, many steps give samples that a chi-square test
 * cannot tell from it. The same test does tell laws and samplers that are slightly off, so it can fail.
 */
class SamplerLawTest {
    private static final int TOKENS = 3;
    private static final int LENGTH = 3;
    private static final int CELLS = 27;
    private static final int SAMPLES = 8_000;
    private static final long SEED = 1;

    private static final TransitionGraph UNIFORM = new Uniform(TOKENS);
    private static final TransitionGraph ABSORBING = new Absorbing(TOKENS + 1);
    private static final NoiseSchedule GEOMETRIC = new Geometric(1e-4, 20);
    private static final NoiseSchedule LOG_LINEAR = new LogLinear(1e-3);

    /** A law with strong ties between the positions: neighbours tend to be alike; token 0 is common, 2 rare. */
    private static double[] law() {
        double[] law = new double[CELLS];
        double mass = 0;
        for (int i = 0; i < CELLS; i++) {
            int a = i / 9;
            int b = i / 3 % 3;
            int c = i % 3;
            law[i] = (a == b ? 3 : 1) * (b == c ? 2 : 0.5) * (4 - a) * (3 - c);
            mass += law[i];
        }
        for (int i = 0; i < CELLS; i++) {
            law[i] /= mass;
        }
        return law;
    }

    static Stream<Arguments> processes() {
        return Stream.of(
                Arguments.of(UNIFORM, GEOMETRIC, new Tweedie(), 256),
                Arguments.of(UNIFORM, GEOMETRIC, new Euler(), 256),
                Arguments.of(UNIFORM, LOG_LINEAR, new Tweedie(), 96),
                Arguments.of(ABSORBING, LOG_LINEAR, new Tweedie(), 96),
                Arguments.of(ABSORBING, LOG_LINEAR, new Euler(), 96),
                Arguments.of(ABSORBING, GEOMETRIC, new Tweedie(), 256),
                Arguments.of(ABSORBING, GEOMETRIC, new Euler(), 256));
    }

    @ParameterizedTest
    @MethodSource("processes")
    void samplesFollowTheLaw(TransitionGraph graph, NoiseSchedule noise, Predictor predictor, int steps) {
        int[] counts = counts(graph, noise, predictor, steps, Prompt.free(LENGTH), law());
        assertThat(ChiSquare.statistic(counts, law())).isLessThan(ChiSquare.critical(CELLS - 1));
    }

    static Stream<Arguments> absorbingProcesses() {
        return processes().filter(arguments -> arguments.get()[0] == ABSORBING);
    }

    @ParameterizedTest
    @MethodSource("absorbingProcesses")
    void samplesUnderAPromptFollowTheConditionalLaw(
            TransitionGraph graph, NoiseSchedule noise, Predictor predictor, int steps) {
        Prompt prompt = Prompt.of(new int[] {0, 2, 0}, new boolean[] {false, true, false});
        double[] conditional = law();
        for (int i = 0; i < CELLS; i++) {
            conditional[i] = i / 3 % 3 == 2 ? conditional[i] : 0;
        }
        int[] counts = counts(graph, noise, predictor, steps, prompt, law());
        assertThat(ChiSquare.statistic(counts, conditional)).isLessThan(ChiSquare.critical(8));
    }

    static Stream<Arguments> logLinearProcesses() {
        return processes().filter(arguments -> arguments.get()[1] == LOG_LINEAR);
    }

    /** The test has power: a model that gives a quarter more weight to what ends in 00 is found out. */
    @ParameterizedTest
    @MethodSource("logLinearProcesses")
    void aLawSlightlyOffIsRejected(TransitionGraph graph, NoiseSchedule noise, Predictor predictor, int steps) {
        double[] off = law();
        for (int i = 0; i < CELLS; i += 9) {
            off[i] *= 1.25;
        }
        int[] counts = counts(graph, noise, predictor, steps, Prompt.free(LENGTH), off);
        assertThat(ChiSquare.statistic(counts, law())).isGreaterThan(ChiSquare.critical(CELLS - 1));
    }

    /** The test has power: it sees the error of a sixteenth of the steps, where more positions move at once. */
    @ParameterizedTest
    @MethodSource("processes")
    void tooFewStepsAreRejected(TransitionGraph graph, NoiseSchedule noise, Predictor predictor, int steps) {
        int[] counts = counts(graph, noise, predictor, steps / 16, Prompt.free(LENGTH), law());
        assertThat(ChiSquare.statistic(counts, law())).isGreaterThan(ChiSquare.critical(CELLS - 1));
    }

    /** On a single position Tweedie is exact at any number of steps, one of them being enough. */
    @Test
    void oneTweedieStepIsExactOnOnePosition() {
        double[] law = {0.6, 0.3, 0.1};
        for (TransitionGraph graph : new TransitionGraph[] {UNIFORM, ABSORBING}) {
            ExactScore score = new ExactScore(graph, 1, law);
            Sampler sampler = new Sampler(score, graph, GEOMETRIC, new Tweedie(), 1, Workers.sequential());
            int[] counts = new int[TOKENS];
            for (int[] sample : sampler.sample(Prompt.free(1), 100_000, SEED)) {
                counts[sample[0]]++;
            }
            assertThat(ChiSquare.statistic(counts, law)).isLessThan(ChiSquare.critical(2));
        }
    }

    /**
     * A step over more noise than a double has digits for beside 1 leaves as many masks as it should. At t = 1 all but e^−60 are masked,
     * at t = 1/2 about a share of σ̄ = √(60 · 1e-4), of which float32 scores lose nothing.
     */
    @Test
    void aStepOverMuchNoiseLeavesItsMasks() {
        NoiseSchedule noise = new Geometric(1e-4, 60);
        ExactScore score = new ExactScore(ABSORBING, 1, new double[] {0.6, 0.3, 0.1});
        Sampler sampler = new Sampler(score, ABSORBING, noise, new Tweedie(), 2, Workers.sequential());
        int samples = 10_000;
        int[] masked = new int[4];
        sampler.sample(Prompt.free(1), samples, samples, SEED, step -> {
            masked[step.index()] =
                    (int) Arrays.stream(step.tokens()).filter(x -> x == TOKENS).count();
        });
        double share = -Math.expm1(-noise.total(0.500005));
        double error = Math.sqrt(samples * share * (1 - share));
        assertThat(masked[0]).isEqualTo(samples);
        assertThat((double) masked[1]).isCloseTo(samples * share, within(5 * error));
        assertThat(masked[3]).isZero();
    }

    private static int[] counts(
            TransitionGraph graph,
            NoiseSchedule noise,
            Predictor predictor,
            int steps,
            Prompt prompt,
            double[] scored) {
        ExactScore score = new ExactScore(graph, LENGTH, scored);
        Sampler sampler = new Sampler(score, graph, noise, predictor, steps, Workers.sequential());
        int[] counts = new int[CELLS];
        for (int[] sample : sampler.sample(prompt, SAMPLES, SEED)) {
            counts[score.number(sample, 0, TOKENS)]++;
        }
        return counts;
    }
}
