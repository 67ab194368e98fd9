package dev.sedd.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The time left, by a clock that the test turns. */
class TimeLeftTest {
    private long now = 7;

    private void step(TimeLeft left, long seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
        left.step();
    }

    @Test
    void isKnownFromTheFirstStepOn() {
        TimeLeft left = new TimeLeft(100, () -> now);
        assertThat(left.get()).isEmpty();
        step(left, 9);
        assertThat(left.get()).contains(Duration.ofSeconds(9 * 99));
        step(left, 3);
        assertThat(left.get()).as("the first step is no measure").contains(Duration.ofSeconds(3 * 98));
        step(left, 5);
        assertThat(left.get()).contains(Duration.ofSeconds(4 * 97));
        now += Duration.ofSeconds(2).toNanos();
        assertThat(left.get()).as("it runs on within a step").contains(Duration.ofSeconds(4 * 97 - 2));
    }

    @Test
    void followsStepsThatGetFaster() {
        TimeLeft left = new TimeLeft(100, () -> now);
        for (int i = 0; i < 40; i++) {
            step(left, 10);
        }
        for (int i = 0; i < 16; i++) {
            step(left, 2);
        }
        assertThat(left.get()).contains(Duration.ofSeconds(2 * 44));
    }

    @Test
    void isNeverLessThanNothing() {
        TimeLeft left = new TimeLeft(2, () -> now);
        step(left, 1);
        now += Duration.ofSeconds(60).toNanos();
        assertThat(left.get()).contains(Duration.ZERO);
        step(left, 1);
        assertThat(left.get()).contains(Duration.ZERO);
    }
}
