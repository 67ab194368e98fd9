package dev.sedd.model.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What both graphs refuse. */
class TransitionGraphArgumentsTest {
    @ParameterizedTest
    @MethodSource("dev.sedd.model.graph.TransitionGraphTest#graphs")
    void onlyTheFirstEntriesAreTouched(TransitionGraph graph) {
        int v = graph.vocabularySize();
        double[] longer = new double[v + 1];
        longer[v] = 99;
        graph.rate(v - 1, longer);
        graph.transition(v - 1, 1, longer);
        graph.reverseRate(v - 1, new double[v], longer);
        graph.staggeredScore(longer, 0.1);
        assertThat(longer[v]).isEqualTo(99);
    }

    @ParameterizedTest
    @MethodSource("dev.sedd.model.graph.TransitionGraphTest#graphs")
    void refusesWhatIsOutOfRange(TransitionGraph graph) {
        int v = graph.vocabularySize();
        double[] row = new double[v];
        double[] other = new double[v];
        double[] small = new double[v - 1];
        refused(graph, g -> g.canChange(v), "token x=" + v + " is not in [0, " + v + ")");
        refused(graph, g -> g.rate(-1, row), "token x=-1 is not in [0, " + v + ")");
        refused(graph, g -> g.rate(0, small), "out.length=" + (v - 1) + " < V=" + v);
        refused(graph, g -> g.transition(v, 1, row), "token x=" + v + " is not in [0, " + v + ")");
        refused(graph, g -> g.transition(0, -1, row), "sigma=-1.0 is not a noise level of at least 0");
        refused(graph, g -> g.transition(0, 1, small), "out.length=" + (v - 1) + " < V=" + v);
        refused(graph, g -> g.staggeredScore(small, 1), "score.length=" + (v - 1) + " < V=" + v);
        refused(graph, g -> g.staggeredScore(row, Double.NaN), "dSigma=NaN is not a noise level of at least 0");
        refused(graph, g -> g.reverseRate(v, row, other), "token x=" + v + " is not in [0, " + v + ")");
        refused(graph, g -> g.reverseRate(0, small, row), "score.length=" + (v - 1) + " < V=" + v);
        refused(graph, g -> g.reverseRate(0, row, small), "out.length=" + (v - 1) + " < V=" + v);
        refused(graph, g -> g.reverseRate(0, row, row), "out is the same array as score; give it space of its own");
        refused(graph, g -> g.limit(1), "u=1.0 is not in [0, 1)");
        refused(graph, g -> g.perturb(v, 1, 0), "token x0=" + v + " is not in [0, " + v + ")");
        refused(graph, g -> g.perturb(0, -1e-9, 0), "sigma=-1.0E-9 is not a noise level of at least 0");
        refused(graph, g -> g.perturb(0, 1, -0.1), "u=-0.1 is not in [0, 1)");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 0, -3})
    void refusesAVocabularyWithNowhereToMove(int v) {
        assertThatThrownBy(() -> new Uniform(v)).hasMessage("vocabularySize=" + v + " < 2");
        assertThatThrownBy(() -> new Absorbing(v))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("vocabularySize=" + v + " < 2");
    }

    private static void refused(TransitionGraph graph, Consumer<TransitionGraph> call, String message) {
        assertThatThrownBy(() -> call.accept(graph))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
