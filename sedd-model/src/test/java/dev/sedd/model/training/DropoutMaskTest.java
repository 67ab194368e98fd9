package dev.sedd.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sedd.model.score.RowSelection;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The share that dropout drops, its mean, and what its masks depend on. */
class DropoutMaskTest {
    private static final int WIDTH = 77;
    private static final int ROWS = 300;

    @Test
    void dropsItsShareAndKeepsTheMean() {
        for (double share : new double[] {0.1, 0.5, 0.9}) {
            float[] x = masked(new Dropout(share, 1, 2), 3, 4);
            double dropped = 0;
            double sum = 0;
            for (float v : x) {
                dropped += v == 0 ? 1 : 0;
                sum += v;
            }
            double deviation = Math.sqrt(share * (1 - share) / x.length);
            assertThat(dropped / x.length).isCloseTo(share, within(5 * deviation));
            assertThat(sum / x.length).isCloseTo(1, within(5 * deviation / (1 - share)));
        }
    }

    @Test
    void everyPartOfTheAddressGivesAnotherMask() {
        float[] x = masked(new Dropout(0.5, 1, 2), 3, 4);
        assertThat(masked(new Dropout(0.5, 1, 2), 3, 4)).isEqualTo(x);
        assertThat(masked(new Dropout(0.5, 2, 2), 3, 4)).isNotEqualTo(x);
        assertThat(masked(new Dropout(0.5, 1, 3), 3, 4)).isNotEqualTo(x);
        assertThat(masked(new Dropout(0.5, 1, 2), 4, 4)).isNotEqualTo(x);
        assertThat(masked(new Dropout(0.5, 1, 2), 3, 5)).isNotEqualTo(x);
        assertThat(Arrays.copyOfRange(x, 0, WIDTH)).isNotEqualTo(Arrays.copyOfRange(x, WIDTH, 2 * WIDTH));
    }

    @Test
    void theWayBackHasTheSameMask() {
        DropoutMask mask = new DropoutMask(WIDTH);
        mask.set(new Dropout(0.3, 1, 1));
        float[] x = new float[2 * WIDTH];
        Arrays.fill(x, 1);
        float[] dx = x.clone();
        long[] bits = {-1, -1, -1, -1};
        mask.forward(0, 0, rows(0, 2), bits, x);
        mask.backward(2, 0, bits, dx);
        assertThat(dx).isEqualTo(x);
    }

    @Test
    void dropsNothingAtZero() {
        DropoutMask mask = new DropoutMask(WIDTH);
        assertThat(mask.drops()).isFalse();
        mask.set(new Dropout(0.3, 1, 1));
        assertThat(mask.drops()).isTrue();
        mask.set(Dropout.NONE);
        assertThat(mask.drops()).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Dropout(1, 0, 0))
                .withMessage("share=1.0 is not in [0, 1)");
    }

    private static float[] masked(Dropout dropout, int place, int sequence) {
        DropoutMask mask = new DropoutMask(WIDTH);
        mask.set(dropout);
        float[] x = new float[ROWS * WIDTH];
        Arrays.fill(x, 1);
        mask.forward(place, sequence, rows(sequence, ROWS), new long[ROWS * 2], x);
        return x;
    }

    /** All rows of one sequence, alone. */
    private static RowSelection rows(int sequence, int length) {
        RowSelection rows = new RowSelection();
        rows.clear(sequence + 1, length);
        for (int i = 0; i < length; i++) {
            rows.add(sequence * length + i);
        }
        return rows;
    }
}
