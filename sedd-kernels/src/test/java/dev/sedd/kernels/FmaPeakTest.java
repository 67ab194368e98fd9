package dev.sedd.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedd.kernels.internal.FmaLoop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rate is a number, the loop computes what it says, and impossible times are refused. */
class FmaPeakTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void isAPositiveRate(int threads) {
        try (Workers workers = Workers.of(threads)) {
            assertThat(FmaPeak.gflops(workers, 0)).isFinite().isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesATimeThatIsNone(double seconds) {
        assertThatThrownBy(() -> FmaPeak.gflops(Workers.sequential(), seconds))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("seconds=" + seconds + " is not finite and ≥ 0");
    }

    /** From 0, x := x + ½ · 1 gives 0, 0.5, 1, 1.5, ... in each lane: two operations for one round. */
    @Test
    void doesEveryRoundInEveryLane() {
        int lanes = FmaLoop.FLOPS / 2;
        assertThat(FmaLoop.run(0)).isZero();
        assertThat(FmaLoop.run(1)).isEqualTo(0.5f * lanes);
        assertThat(FmaLoop.run(3)).isEqualTo(1.5f * lanes);
        assertThat(FmaLoop.run(1000)).isEqualTo(500f * lanes);
    }
}
