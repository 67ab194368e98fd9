package dev.sedd.model.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sedd.model.graph.Absorbing;
import dev.sedd.model.graph.TransitionGraph;
import dev.sedd.model.graph.Uniform;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The closed form of the weights is what the graph's rows give, token by token. */
class RowWeightsTest {
    private static final int V = 9;

    static Stream<Arguments> processes() {
        return Stream.of(
                Arguments.of(new Uniform(V), new Tweedie()),
                Arguments.of(new Uniform(V), new Euler()),
                Arguments.of(new Absorbing(V), new Tweedie()),
                Arguments.of(new Absorbing(V), new Euler()));
    }

    @ParameterizedTest
    @MethodSource("processes")
    void agreesWithTheRows(TransitionGraph graph, Predictor predictor) {
        Random random = new Random(4);
        RowWeights closed = new RowWeights();
        for (double stride : new double[] {0, 1e-9, 0.01, 0.7, 6}) {
            for (int x = graph instanceof Uniform ? 0 : V - 1; x < V; x++) {
                double[] ratios =
                        random.doubles(V).map(r -> Math.exp(8 * r - 4)).toArray();
                ratios[x] = 1;
                double others = Arrays.stream(ratios).sum() - 1;
                closed.compute(predictor, graph, stride, others, 1);
                double[] expected = new double[V];
                predictor.weights(graph, x, stride, ratios.clone(), expected);
                double most = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
                for (int y = 0; y < V; y++) {
                    double actual = y == x ? closed.here : closed.slope * ratios[y] + closed.level;
                    assertThat(actual).isCloseTo(expected[y], within(1e-14 * most));
                }
            }
        }
    }
}
