package dev.sedd.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedd.model.sampling.Step;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is handed over where a signal comes, without one. */
class PartialTextTest {
    private final List<Step> heard = new ArrayList<>();
    private final List<Step> rest = new ArrayList<>();

    private static Step step(int index, int... tokens) {
        return new Step(index, 3, 0.5, 4, 1, tokens.length, tokens);
    }

    @Test
    void handsOverTheLatestStepAndHearsNoMore() {
        try (PartialText interruption = new PartialText(heard::add, rest::add)) {
            int[] tokens = {5, 5};
            interruption.onStep(step(1, tokens));
            tokens[0] = 9; // The sampler goes on in the same array.
            interruption.interrupt();
            interruption.onStep(step(2, tokens));
        }
        assertThat(heard).extracting(Step::index).containsExactly(1);
        assertThat(rest).hasSize(1);
        assertThat(rest.getFirst().index()).isEqualTo(1);
        assertThat(rest.getFirst().sample(0)).containsExactly(5, 5);
        assertThat(rest.getFirst().firstSample()).isEqualTo(4);
    }

    @Test
    void handsOverNothingBeforeTheFirstStepNorBetweenBatches() {
        try (PartialText interruption = new PartialText(heard::add, rest::add)) {
            interruption.interrupt();
        }
        try (PartialText interruption = new PartialText(heard::add, rest::add)) {
            interruption.onStep(step(2, 1, 2));
            interruption.onStep(step(3, 1, 2));
            interruption.interrupt();
        }
        assertThat(heard).hasSize(2);
        assertThat(rest).isEmpty();
    }
}
