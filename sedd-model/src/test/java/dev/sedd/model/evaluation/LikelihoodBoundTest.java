package dev.sedd.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sedd.kernels.Workers;
import dev.sedd.model.graph.Absorbing;
import dev.sedd.model.graph.TransitionGraph;
import dev.sedd.model.graph.Uniform;
import dev.sedd.model.noise.Geometric;
import dev.sedd.model.noise.LogLinear;
import dev.sedd.model.noise.NoiseSchedule;
import dev.sedd.model.noise.TimeRange;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bound against laws whose exact scores, entropies and integrals are known. */
class LikelihoodBoundTest {
    private static final Runnable UNWATCHED = () -> {};

    /** Two symbols and three, both graphs, each with both schedules. */
    static Stream<Arguments> laws() {
        return Stream.of(Geometric.DEFAULT, LogLinear.DEFAULT)
                .flatMap(noise -> Stream.of(
                        law(new Uniform(2), noise, 7, 1, 3, 5),
                        law(new Absorbing(3), noise, 7, 1, 3, 5),
                        law(new Uniform(3), noise, 6, 1, 2, 1, 8, 1, 3, 0, 2),
                        law(new Absorbing(4), noise, 6, 1, 2, 1, 8, 1, 3, 0, 2)));
    }

    /** The same with so much noise at the start that the start term can be measured. */
    static Stream<Arguments> noisyLaws() {
        return laws().map(arguments -> arguments.get())
                .filter(law -> law[1] instanceof Geometric)
                .map(law -> law((TransitionGraph) law[0], new Geometric(0.05, 20), ((SmallLaw) law[2]).counts()));
    }

    private static Arguments law(TransitionGraph graph, NoiseSchedule noise, int... counts) {
        return Arguments.of(graph, noise, new SmallLaw(graph, noise, counts));
    }

    /** With the exact score nothing is lost but the distance of the prior, and of the start where it is not exact. */
    @ParameterizedTest
    @MethodSource("laws")
    void theBoundIsTheEntropyWhereTheScoreIsExact(TransitionGraph graph, NoiseSchedule noise, SmallLaw law) {
        double bound = law.diffusion() + law.start() + PriorTerm.nats(graph, noise.total(1));
        assertThat(bound).isGreaterThan(law.entropy() - 2e-6).isLessThan(law.entropy() + 1.2e-3);
    }

    @ParameterizedTest
    @MethodSource({"laws", "noisyLaws"})
    void monteCarloAgreesWithTheIntegral(TransitionGraph graph, NoiseSchedule noise, SmallLaw law) {
        Windows windows = new Windows(law.text(40), 0, law.text(40).length, SmallLaw.LENGTH);
        Evaluation evaluation = new LikelihoodBound(law.score(), graph, noise, Workers.sequential())
                .evaluate(windows, new MonteCarlo(16, 64, 5), UNWATCHED);
        assertWithin(evaluation.diffusion(), law.diffusion(), 0.03);
        if (noise.total(0) > 0.01) {
            assertWithin(evaluation.start(), law.start(), 0.01);
        }
        assertThat(evaluation.bound().mean())
                .isEqualTo(
                        evaluation.diffusion().mean() + evaluation.start().mean() + evaluation.prior(), within(1e-12));
        int total = 0;
        for (NoiseLevel level : evaluation.levels()) {
            if (level.sigmaFrom() > 0.01) { // Below, what noise does is too rare for so few draws.
                double mean = law.integral(level.from(), level.to()) / (level.to() - level.from());
                assertThat(level.loss().mean())
                        .isEqualTo(mean, within(4.5 * level.loss().error()));
            }
            total += level.windows();
        }
        assertThat(total).isEqualTo(16 * windows.count());
    }

    private static void assertWithin(Estimate estimate, double exact, double largestError) {
        assertThat(estimate.error()).isPositive().isLessThan(largestError);
        assertThat(estimate.mean()).isEqualTo(exact, within(4 * estimate.error()));
    }

    /** The error that is told is the spread that other seeds show. */
    @Test
    void theErrorIsTheSpreadOverSeeds() {
        SmallLaw law = new SmallLaw(new Absorbing(3), LogLinear.DEFAULT, 7, 1, 3, 5);
        Windows windows = new Windows(law.text(1), 0, law.text(1).length, SmallLaw.LENGTH);
        LikelihoodBound bound =
                new LikelihoodBound(law.score(), new Absorbing(3), LogLinear.DEFAULT, Workers.sequential());
        int runs = 400;
        double[] means = new double[runs];
        double told = 0;
        for (int seed = 0; seed < runs; seed++) {
            Estimate loss = bound.evaluate(windows, new MonteCarlo(6, 16, seed), UNWATCHED)
                    .loss();
            means[seed] = loss.mean();
            told += loss.error() * loss.error() / runs;
        }
        Estimate spread = Estimate.of(means);
        assertThat(spread.mean()).isEqualTo(law.diffusion() / (1 - TimeRange.START), within(4 * spread.error()));
        // A variance from 400 values, told by variances of 5 degrees of freedom, is known to 8 %; four times that.
        double variance = spread.error() * spread.error() * runs;
        assertThat(told / variance).isBetween(0.7, 1.4);
    }

    @Test
    void aSeedFixesTheBytesForAnyThreadsAndBatches() {
        SmallLaw law = new SmallLaw(new Uniform(3), Geometric.DEFAULT, 6, 1, 2, 1, 8, 1, 3, 0, 2);
        int[] text = law.text(3);
        Windows windows = new Windows(text, 1, text.length, SmallLaw.LENGTH);
        assertThat(windows.leftOver()).isEqualTo(1);
        Evaluation expected = evaluate(law, windows, 1, 1);
        try (Workers team = Workers.of(3)) {
            for (int batch : new int[] {1, 7, 1000}) {
                Evaluation actual = new LikelihoodBound(law.score(), new Uniform(3), Geometric.DEFAULT, team)
                        .evaluate(windows, new MonteCarlo(3, batch, 9), UNWATCHED);
                assertThat(actual.bound()).isEqualTo(expected.bound());
                assertThat(actual.start()).isEqualTo(expected.start());
                assertThat(actual.levels()).isEqualTo(expected.levels());
            }
        }
        assertThat(evaluate(law, windows, 1, 2).bound()).isNotEqualTo(expected.bound());
    }

    private static Evaluation evaluate(SmallLaw law, Windows windows, int batch, int seedsAfter9) {
        return new LikelihoodBound(law.score(), new Uniform(3), Geometric.DEFAULT, Workers.sequential())
                .evaluate(windows, new MonteCarlo(3, batch, 8L + seedsAfter9), UNWATCHED);
    }

    @Test
    void tellsOfEveryWindow() {
        SmallLaw law = new SmallLaw(new Absorbing(3), LogLinear.DEFAULT, 7, 1, 3, 5);
        int[] text = law.text(1);
        MonteCarlo plan = new MonteCarlo(5, 3, 1);
        AtomicInteger heard = new AtomicInteger();
        new LikelihoodBound(law.score(), new Absorbing(3), LogLinear.DEFAULT, Workers.sequential())
                .evaluate(new Windows(text, 0, text.length, 2), plan, heard::incrementAndGet);
        assertThat(heard.get()).isEqualTo((5 + 2) * 16).isEqualTo((int) plan.evaluations(16));
    }

    @Test
    void oneDrawHasNoError() {
        SmallLaw law = new SmallLaw(new Absorbing(3), LogLinear.DEFAULT, 7, 1, 3, 5);
        int[] text = law.text(1);
        Evaluation evaluation = new LikelihoodBound(
                        law.score(), new Absorbing(3), LogLinear.DEFAULT, Workers.sequential())
                .evaluate(new Windows(text, 0, text.length, 2), new MonteCarlo(1, 8, 1), UNWATCHED);
        assertThat(evaluation.bound().mean()).isPositive();
        assertThat(evaluation.bound().error()).isNaN();
    }

    /** One window has a spread as soon as it is drawn twice, and the start as often. */
    @Test
    void twoDrawsAreTwoOfTheStartAsWell() {
        assertThat(new MonteCarlo(1, 1, 1).evaluations(1)).isEqualTo(2);
        assertThat(new MonteCarlo(2, 1, 1).evaluations(1)).isEqualTo(4);
        assertThat(new MonteCarlo(8, 1, 1).evaluations(1)).isEqualTo(10);
        assertThat(new MonteCarlo(9, 1, 1).evaluations(2)).isEqualTo(24);
    }

    @Test
    void refusesWhatDoesNotFit() {
        SmallLaw law = new SmallLaw(new Absorbing(3), LogLinear.DEFAULT, 7, 1, 3, 5);
        LikelihoodBound bound =
                new LikelihoodBound(law.score(), new Absorbing(3), LogLinear.DEFAULT, Workers.sequential());
        MonteCarlo plan = new MonteCarlo(2, 2, 1);
        assertThatThrownBy(() -> bound.evaluate(new Windows(new int[3], 0, 3, 3), plan, UNWATCHED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("windows of 3 tokens are longer than the model's 2");
        assertThatThrownBy(() -> bound.evaluate(new Windows(new int[] {0, 2}, 0, 2, 2), plan, UNWATCHED))
                .hasMessage("token 2 at position 1 of window 0 is not one of the 2 tokens of text");
        assertThatThrownBy(() ->
                        new LikelihoodBound(law.score(), new Absorbing(5), LogLinear.DEFAULT, Workers.sequential()))
                .hasMessage("the score's vocabulary of 3 is not the graph's of 5");
        assertThatThrownBy(() -> new MonteCarlo(0, 1, 1)).hasMessageContaining("draws=0");
    }
}
