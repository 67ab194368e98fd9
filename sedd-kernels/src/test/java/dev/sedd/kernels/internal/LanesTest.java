package dev.sedd.kernels.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The vector width that this run was asked for, and its masks. */
class LanesTest {
    @Test
    void theWidthIsTheOneThatWasAskedFor() {
        String wanted = System.getProperty(Lanes.PROPERTY, Integer.toString(Lanes.BITS));
        assertThat(Integer.toString(Lanes.BITS)).isEqualTo(wanted).isIn("128", "256", "512");
        assertThat(Lanes.LENGTH * Float.SIZE).isEqualTo(Lanes.BITS);
        assertThat(Lanes.VIRTUAL % Lanes.LENGTH).isZero();
    }

    @Test
    void masksCoverTheFirstLanes() {
        for (int n = 0; n <= Lanes.LENGTH + 1; n++) {
            assertThat(Lanes.first(n).trueCount()).isEqualTo(Math.min(n, Lanes.LENGTH));
            assertThat(Lanes.first(n).firstTrue()).isEqualTo(n == 0 ? Lanes.LENGTH : 0);
        }
    }
}
