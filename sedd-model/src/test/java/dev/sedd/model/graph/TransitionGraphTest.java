package dev.sedd.model.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.sedd.model.random.CounterRandom;
import java.util.Arrays;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rates, transitions and scores of both graphs against algebra, and against cases worked by hand. */
class TransitionGraphTest {
    private static final Offset<Double> TIGHT = offset(1e-13);
    private static final double[] SIGMAS = {0, 1e-12, 0.03, 1, 5, 40};

    static Stream<TransitionGraph> graphs() {
        return Stream.of(new Uniform(2), new Uniform(5), new Absorbing(2), new Absorbing(6));
    }

    @Test
    void uniformByHand() {
        Uniform graph = new Uniform(4);
        double ln2 = Math.log(2);
        double[] out = new double[4];
        graph.rate(1, out);
        assertThat(out).containsExactly(0.25, -0.75, 0.25, 0.25);
        graph.transition(1, ln2, out); // half of the tokens are drawn anew
        assertThat(out).containsExactly(new double[] {0.125, 0.625, 0.125, 0.125}, TIGHT);
        double[] score = {2, 1, 0, 5};
        graph.reverseRate(1, score, out);
        assertThat(out).containsExactly(0.5, -1.75, 0, 1.25);
        assertThat(score).containsExactly(2, 1, 0, 5);
        graph.staggeredScore(score, ln2); // 2 r − 8/4
        assertThat(score).containsExactly(new double[] {2, 0, -2, 8}, TIGHT);
        assertThat(graph.tokens()).isEqualTo(4);
    }

    @Test
    void absorbingByHand() {
        Absorbing graph = new Absorbing(4);
        double ln2 = Math.log(2);
        double[] out = new double[4];
        assertThat(graph.mask()).isEqualTo(3);
        assertThat(graph.tokens()).isEqualTo(3);
        graph.rate(1, out);
        assertThat(out).containsExactly(0, -1, 0, 0);
        graph.rate(3, out);
        assertThat(out).containsExactly(1, 1, 1, 0);
        graph.transition(1, ln2, out);
        assertThat(out).containsExactly(new double[] {0, 0.5, 0, 0}, TIGHT);
        graph.transition(3, ln2, out);
        assertThat(out).containsExactly(new double[] {0.5, 0.5, 0.5, 1}, TIGHT);
        double[] score = {2, 3, 0, 1};
        graph.reverseRate(1, score, out);
        assertThat(out).containsExactly(0, 0, 0, 0);
        graph.reverseRate(3, score, out);
        assertThat(out).containsExactly(2, 3, 0, -5);
        graph.staggeredScore(score, ln2); // 2 r, and 2 − 6 at the mask
        assertThat(score).containsExactly(new double[] {4, 6, 0, -4}, TIGHT);
    }

    /** Whatever a token was, it is something afterwards: Σ_x P(y → x) = 1, and Σ_x Q(y → x) = 0. */
    @ParameterizedTest
    @MethodSource("graphs")
    void chancesSumToOneAndRatesToZero(TransitionGraph graph) {
        int v = graph.vocabularySize();
        double[] out = new double[v];
        for (double sigma : SIGMAS) {
            double[] chances = new double[v];
            double[] rates = new double[v];
            for (int x = 0; x < v; x++) {
                graph.transition(x, sigma, out);
                addTo(chances, out);
                graph.rate(x, out);
                addTo(rates, out);
            }
            for (int y = 0; y < v; y++) {
                assertThat(chances[y]).isCloseTo(1, TIGHT);
                assertThat(rates[y]).isCloseTo(0, TIGHT);
            }
        }
    }

    /** P(σ) is the matrix exponential of σQ, by its own series. */
    @ParameterizedTest
    @MethodSource("graphs")
    void transitionIsTheExponentialOfTheRate(TransitionGraph graph) {
        int v = graph.vocabularySize();
        double sigma = 0.7;
        double[][] q = rows(v, (x, out) -> graph.rate(x, out));
        double[][] expected = new double[v][v];
        double[][] term = new double[v][v];
        for (int i = 0; i < v; i++) {
            expected[i][i] = 1;
            term[i][i] = 1;
        }
        for (int k = 1; k < 40; k++) {
            term = product(term, q, sigma / k);
            for (int i = 0; i < v; i++) {
                addTo(expected[i], term[i]);
            }
        }
        double[][] actual = rows(v, (x, out) -> graph.transition(x, sigma, out));
        for (int i = 0; i < v; i++) {
            assertThat(actual[i]).containsExactly(expected[i], TIGHT);
        }
    }

    /** exp(−dQ) undoes exp(dQ): a row of transition chances goes back to one-hot. */
    @ParameterizedTest
    @MethodSource("graphs")
    void staggeringUndoesNoise(TransitionGraph graph) {
        int v = graph.vocabularySize();
        for (double d : new double[] {0, 1e-12, 0.03, 1, 5}) {
            for (int y = 0; y < v; y++) {
                // where a token y has got to: the chances P(y → x) over x
                double[] spread = new double[v];
                double[] out = new double[v];
                for (int x = 0; x < v; x++) {
                    graph.transition(x, d, out);
                    spread[x] = out[y];
                }
                graph.staggeredScore(spread, d);
                double[] oneHot = new double[v];
                oneHot[y] = 1;
                assertThat(spread).containsExactly(oneHot, TIGHT);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void staggeringKeepsTheSumAndNoNoiseChangesNothing(TransitionGraph graph) {
        int v = graph.vocabularySize();
        double[] score = somePositive(v);
        double[] kept = score.clone();
        graph.staggeredScore(score, 0);
        assertThat(score).containsExactly(kept);
        graph.staggeredScore(score, 0.4);
        assertThat(Arrays.stream(score).sum()).isCloseTo(Arrays.stream(kept).sum(), TIGHT);
    }

    /** The reverse rates are the rates times the ratios, less their sum at the token itself. */
    @ParameterizedTest
    @MethodSource("graphs")
    void reverseRatesAreRatesTimesRatios(TransitionGraph graph) {
        int v = graph.vocabularySize();
        double[] score = somePositive(v);
        double[] rate = new double[v];
        double[] out = new double[v];
        for (int x = 0; x < v; x++) {
            graph.rate(x, rate);
            graph.reverseRate(x, score, out);
            double leaving = 0;
            for (int y = 0; y < v; y++) {
                if (y != x) {
                    assertThat(out[y]).isCloseTo(rate[y] * score[y], TIGHT);
                    leaving += rate[y] * score[y];
                }
            }
            assertThat(out[x]).isCloseTo(-leaving, TIGHT);
            assertThat(leaving > 0).isEqualTo(graph.canChange(x));
        }
    }

    /** Small chances keep their digits: 1 − e^−σ as it stands would be 0 at σ = 1e-17. */
    @Test
    void smallNoiseKeepsItsDigits() {
        double[] out = new double[4];
        new Uniform(4).transition(0, 1e-17, out);
        assertThat(out[1]).isCloseTo(0.25e-17, offset(1e-32));
        new Absorbing(4).transition(3, 1e-17, out);
        assertThat(out[1]).isCloseTo(1e-17, offset(1e-32));
        double[] score = {1, 2, 3, 4};
        new Absorbing(4).staggeredScore(score, 1e-16);
        assertThat(score[0]).isEqualTo(1);
    }

    @Test
    void limits() {
        assertThat(new Absorbing(7).limit(0.1)).isEqualTo(6);
        for (int v : new int[] {2, 3, 65, 50_258, Integer.MAX_VALUE}) {
            assertThat(new Uniform(v).limit(0)).isZero();
            assertThat(new Uniform(v).limit(Math.nextDown(1.0))).isEqualTo(v - 1);
        }
        assertThat(new Uniform(4).limit(0.25)).isEqualTo(1);
        assertThat(new Uniform(4).limit(Math.nextDown(0.25))).isEqualTo(0);
    }

    /** One number decides both: below 1 − e^−σ the token has moved, and where in [0, 1 − e^−σ) says whereto. */
    @Test
    void perturbByHand() {
        double ln2 = Math.log(2);
        Uniform uniform = new Uniform(4);
        assertThat(uniform.perturb(2, ln2, 0.0)).isEqualTo(0);
        assertThat(uniform.perturb(2, ln2, 0.124)).isEqualTo(0);
        assertThat(uniform.perturb(2, ln2, 0.126)).isEqualTo(1);
        assertThat(uniform.perturb(2, ln2, 0.499)).isEqualTo(3);
        assertThat(uniform.perturb(2, ln2, 0.501)).isEqualTo(2);
        assertThat(uniform.perturb(1, 0, 0.0)).isEqualTo(1);
        assertThat(uniform.perturb(1, Double.POSITIVE_INFINITY, Math.nextDown(1.0)))
                .isEqualTo(3);
        Absorbing absorbing = new Absorbing(4);
        assertThat(absorbing.perturb(2, ln2, 0.499)).isEqualTo(3);
        assertThat(absorbing.perturb(2, ln2, 0.501)).isEqualTo(2);
        assertThat(absorbing.perturb(3, ln2, 0.9)).isEqualTo(3);
    }

    /** The last number below 1 − e^−σ, rescaled, stays below 1. */
    @Test
    void perturbStaysInTheVocabulary() {
        Uniform graph = new Uniform(65);
        for (int i = 1; i < 2000; i++) {
            double sigma = i * 0.004;
            double u = Math.nextDown(-StrictMath.expm1(-sigma));
            assertThat(graph.perturb(0, sigma, u)).isEqualTo(64);
        }
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void perturbedTokensFollowTheTransition(TransitionGraph graph) {
        int v = graph.vocabularySize();
        int draws = 40_000;
        double sigma = 0.6;
        CounterRandom random = new CounterRandom(3);
        double[] into = new double[v];
        for (int x0 = 0; x0 < v; x0++) {
            int[] counts = new int[v];
            for (int i = 0; i < draws; i++) {
                counts[graph.perturb(x0, sigma, random.uniform(i, x0, 0, 0))]++;
            }
            for (int x = 0; x < v; x++) {
                graph.transition(x, sigma, into);
                double p = into[x0];
                double fiveDeviations = 5 * Math.sqrt(draws * p * (1 - p)) + 1e-9;
                assertThat((double) counts[x]).isCloseTo(draws * p, offset(fiveDeviations));
            }
        }
    }

    private static double[] somePositive(int v) {
        double[] score = new double[v];
        for (int y = 0; y < v; y++) {
            score[y] = 0.5 + y * y % 7;
        }
        return score;
    }

    private static void addTo(double[] sum, double[] row) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += row[i];
        }
    }

    private interface RowFunction {
        void into(int x, double[] out);
    }

    private static double[][] rows(int v, RowFunction function) {
        double[][] matrix = new double[v][v];
        for (int x = 0; x < v; x++) {
            function.into(x, matrix[x]);
        }
        return matrix;
    }

    private static double[][] product(double[][] a, double[][] b, double scale) {
        int v = a.length;
        double[][] c = new double[v][v];
        for (int i = 0; i < v; i++) {
            for (int j = 0; j < v; j++) {
                for (int p = 0; p < v; p++) {
                    c[i][j] += scale * a[i][p] * b[p][j];
                }
            }
        }
        return c;
    }
}
