package dev.sedd.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sedd.model.evaluation.Evaluation;
import dev.sedd.model.evaluation.MonteCarlo;
import dev.sedd.model.evaluation.Windows;
import org.junit.jupiter.api.Test;

/**
 * The embedded model's bound on a short passage, as it was when the whole validation text was measured: {@code sedd eval
 * shakespeare.txt --split validation}.
 */
class EmbeddedBoundTest {
    private static final String PASSAGE = """
            First Citizen:
            Before we proceed any further, hear me speak.

            All:
            Speak, speak.

            First Citizen:
            You are all resolved rather to die than to famish?

            All:
            Resolved. resolved.

            First Citizen:
            First, you know Caius Marcius is chief enemy to the people.

            All:
            We know't, we know't.

            First Citizen:
            Let us kill him, and we'll have corn at our own price.
            Is't a verdict?

            All:
            No more talking on't; let it be done: away, away!

            Second Citizen:
            One word, good citizens.

            First Citizen:
            We are accounted poor citizens, the patri""";

    @Test
    void theBoundOfTwoWindows() throws Exception {
        DiffusionModel model = DiffusionModel.embedded();
        int[] tokens = model.tokenizer().encode(PASSAGE);
        Evaluation evaluation = model.likelihoodBound()
                .evaluate(new Windows(tokens, 0, tokens.length, 256), new MonteCarlo(2, 2, 1), () -> {});
        assertThat(evaluation.windows()).isEqualTo(2);
        assertThat(evaluation.loss().mean()).isEqualTo(1.62625, within(1e-4));
        assertThat(evaluation.loss().error()).isEqualTo(0.17185, within(1e-4));
        assertThat(evaluation.bound().mean()).isEqualTo(1.62880, within(1e-4));
    }
}
