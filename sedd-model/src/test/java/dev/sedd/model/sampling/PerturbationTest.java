package dev.sedd.model.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedd.model.graph.Absorbing;
import dev.sedd.model.graph.Uniform;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Perturbed tokens follow the forward process, and the seed alone. */
class PerturbationTest {
    private static final int[] TEXT = new int[1000];

    @Test
    void noNoiseLeavesTheTextAndMuchNoiseLeavesNothing() {
        Absorbing graph = new Absorbing(5);
        assertThat(Perturbation.perturb(graph, 0, TEXT, 1)).isEqualTo(TEXT).isNotSameAs(TEXT);
        assertThat(Perturbation.perturb(graph, 50, TEXT, 1)).containsOnly(4);
    }

    @Test
    void theSameSeedGivesTheSameNoiseAndAnotherSeedOther() {
        Uniform graph = new Uniform(5);
        int[] noised = Perturbation.perturb(graph, 1, TEXT, 1);
        assertThat(Perturbation.perturb(graph, 1, TEXT, 1)).isEqualTo(noised);
        assertThat(Perturbation.perturb(graph, 1, TEXT, 2)).isNotEqualTo(noised);
        assertThat(TEXT).containsOnly(0);
    }

    @Test
    void moreNoiseMasksWhatLessNoiseHasMasked() {
        Absorbing graph = new Absorbing(5);
        int[] less = Perturbation.perturb(graph, 0.2, TEXT, 1);
        int[] more = Perturbation.perturb(graph, 0.9, TEXT, 1);
        for (int i = 0; i < TEXT.length; i++) {
            assertThat(less[i] == graph.mask() && more[i] != graph.mask()).isFalse();
        }
        assertThat(masked(less)).isBetween(130L, 235L); // 181 expected
        assertThat(masked(more)).isBetween(525L, 665L); // 593 expected
    }

    @Test
    void refusesWhatIsOutOfRange() {
        assertThatThrownBy(() -> Perturbation.perturb(new Uniform(5), 1, new int[] {5}, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("token x0=5 is not in [0, 5)");
        assertThatThrownBy(() -> Perturbation.perturb(new Uniform(5), Double.NaN, new int[] {4}, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static long masked(int[] tokens) {
        return Arrays.stream(tokens).filter(token -> token == 4).count();
    }
}
