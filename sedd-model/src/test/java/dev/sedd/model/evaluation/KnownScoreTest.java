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
import dev.sedd.model.score.LogScore;
import dev.sedd.model.score.ScoreFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bound of score functions that know the text, know nothing, or are broken. */
class KnownScoreTest {
    private static final int[] TEXT = {2, 0, 1, 3, 3, 1};
    private static final int TOKENS = 4;

    /** Scores that depend on what stands at a position and on the noise. */
    @FunctionalInterface
    private interface AtPosition {
        double logScore(int position, int noised, int y, double sigma);
    }

    private record Scores(int vocabularySize, AtPosition at) implements ScoreFunction {
        @Override
        public int maxLength() {
            return TEXT.length;
        }

        @Override
        public void logScore(int batch, int length, int[] tokens, float[] sigma, LogScore out) {
            out.resize(batch * length);
            for (int row = 0; row < batch * length; row++) {
                for (int y = 0; y < vocabularySize; y++) {
                    double l = at.logScore(row % length, tokens[row], y, sigma[row / length]);
                    out.values()[row * vocabularySize + y] = (float) l;
                }
            }
        }
    }

    static Stream<TransitionGraph> graphs() {
        return Stream.of(new Uniform(TOKENS), new Absorbing(TOKENS + 1));
    }

    private static Evaluation evaluate(TransitionGraph graph, AtPosition at) {
        Scores scores = new Scores(graph.vocabularySize(), at);
        return new LikelihoodBound(scores, graph, LogLinear.DEFAULT, Workers.sequential())
                .evaluate(new Windows(TEXT, 0, TEXT.length, TEXT.length), new MonteCarlo(64, 1, 3), () -> {});
    }

    /** r = a: the score that knows the text has score entropy 0, and its last step is certain. */
    @ParameterizedTest
    @MethodSource("graphs")
    void whatKnowsTheTextPaysThePriorAlone(TransitionGraph graph) {
        double[] row = new double[graph.vocabularySize()];
        Evaluation evaluation = evaluate(graph, (position, noised, y, sigma) -> {
            graph.transition(y, sigma, row);
            double to = row[TEXT[position]];
            graph.transition(noised, sigma, row);
            return to == 0 ? -200 : Math.log(to / row[TEXT[position]]);
        });
        assertThat(evaluation.diffusion().mean()).isEqualTo(0, within(1e-6));
        // Under uniform the start term takes r_y P(y → x) for the posterior, which is right to O(σ̄(t_min)), σ̄(t_min)
        // = 0.001.
        assertThat(evaluation.start().mean()).isEqualTo(0, within(graph instanceof Uniform ? 1e-3 : 1e-6));
        assertThat(evaluation.prior()).isEqualTo(PriorTerm.nats(graph, LogLinear.DEFAULT.total(1)));
    }

    /** Exact for a law of independent, equally likely tokens: the bound is ln 4 a token, and only the draws vary. */
    @ParameterizedTest
    @MethodSource("graphs")
    void whatKnowsNothingPaysTheLogarithmOfTheTokens(TransitionGraph graph) {
        Evaluation evaluation = evaluate(
                graph,
                (position, noised, y, sigma) -> graph instanceof Uniform || noised != TOKENS || y == TOKENS
                        ? 0
                        : -Math.log(Math.expm1(sigma) * TOKENS));
        assertThat(evaluation.bound().mean())
                .isEqualTo(Math.log(TOKENS), within(4 * evaluation.bound().error()));
        assertThat(evaluation.bound().error()).isLessThan(0.1);
        assertThat(evaluation.bitsPerToken().mean())
                .isEqualTo(2, within(4 * evaluation.bitsPerToken().error()));
        assertThat(evaluation.perplexity().mean())
                .isEqualTo(4, within(4 * evaluation.perplexity().error()));
    }

    @Test
    void scoresThatAreNotFiniteAreToldWithTheirPlace() {
        assertThatThrownBy(() ->
                        evaluate(new Uniform(TOKENS), (position, noised, y, sigma) -> position == 3 ? Double.NaN : 0))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage(
                        "window 0, position 3: the model's scores are not finite or out of bounds; the loss there is"
                                + " NaN");
        assertThatThrownBy(() -> evaluate(new Absorbing(TOKENS + 1), (position, noised, y, sigma) -> 1e4))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("the loss there is Infinity");
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void thePriorIsADivergence(TransitionGraph graph) {
        for (double sigma : new double[] {0.01, 0.5, 3, 7}) {
            double[] row = new double[graph.vocabularySize()];
            double[] noised = new double[graph.vocabularySize()];
            for (int x = 0; x < row.length; x++) {
                graph.transition(x, sigma, row);
                noised[x] = row[1];
            }
            double q = Math.exp(-sigma);
            double kl = 0;
            for (int x = 0; x < row.length; x++) {
                double prior = graph instanceof Uniform ? 1.0 / TOKENS : x == TOKENS ? 1 - q : q / TOKENS;
                kl += noised[x] == 0 ? 0 : noised[x] * Math.log(noised[x] / prior);
            }
            assertThat(PriorTerm.nats(graph, sigma)).isEqualTo(kl, within(1e-14));
        }
        assertThat(PriorTerm.nats(new Uniform(65), Geometric.DEFAULT.total(1))).isBetween(0.0, 1e-15);
        assertThat(PriorTerm.nats(new Uniform(65), 0)).isEqualTo(Math.log(65), within(1e-14));
        assertThat(PriorTerm.nats(new Absorbing(66), LogLinear.DEFAULT.total(1)))
                .isEqualTo(0.001 * Math.log(65), within(1e-12));
    }
}
