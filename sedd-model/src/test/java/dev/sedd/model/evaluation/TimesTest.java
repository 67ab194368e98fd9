package dev.sedd.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sedd.model.noise.TimeRange;
import dev.sedd.model.random.CounterRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Times: one in each stratum, any window in any stratum. And the windows themselves. */
class TimesTest {
    private static final CounterRandom RANDOM = new CounterRandom(4);

    @Test
    void everyStratumHasOneTime() {
        int windows = 37;
        double[] times = Times.of(RANDOM, 2, windows);
        assertThat(times).isNotEqualTo(Times.of(RANDOM, 3, windows));
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        assertThat(times).isNotEqualTo(sorted);
        for (int i = 0; i < windows; i++) {
            double place = (sorted[i] - TimeRange.START) / (1 - TimeRange.START) * windows;
            assertThat(place).isBetween(i - 1e-9, i + 1 + 1e-9);
        }
    }

    @Test
    void everyWindowMeetsEveryTime() {
        int draws = 3000;
        double[] sums = new double[3];
        int[] first = new int[3];
        for (int draw = 0; draw < draws; draw++) {
            double[] times = Times.of(RANDOM, draw, 3);
            for (int w = 0; w < 3; w++) {
                sums[w] += times[w] / draws;
                first[w] += times[w] < 1.0 / 3 ? 1 : 0;
            }
        }
        // The standard deviation of a uniform time is 0.289, of the counts 26; five of them.
        for (int w = 0; w < 3; w++) {
            assertThat(sums[w]).isEqualTo(0.5005, within(5 * 0.289 / Math.sqrt(draws)));
            assertThat(first[w]).isBetween(870, 1130);
        }
    }

    @Test
    void windowsLieInARow() {
        Windows windows = new Windows(new int[] {9, 1, 2, 3, 4, 5, 9}, 1, 6, 2);
        assertThat(windows.count()).isEqualTo(2);
        assertThat(windows.leftOver()).isEqualTo(1);
        assertThat(windows.token(1, 0)).isEqualTo(3);
        assertThatThrownBy(() -> new Windows(new int[5], 1, 4, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a text of 3 tokens is shorter than one window of 4");
        assertThatThrownBy(() -> new Windows(new int[5], 1, 6, 2)).hasMessage("[1, 6) is no part of 5 tokens");
        assertThatThrownBy(() -> new Windows(new int[5], 0, 5, 0)).hasMessage("length=0 < 1");
    }

    @Test
    void errorsOfMeansAndRatios() {
        assertThat(Estimate.of(new double[] {1, 3})).isEqualTo(new Estimate(2, 1));
        Estimate ratio = Estimate.ofRatio(new double[] {2, 6}, new int[] {2, 2});
        assertThat(ratio).isEqualTo(new Estimate(2, 1));
        assertThat(Estimate.ofRatio(new double[] {0, 6}, new int[] {0, 3}).mean())
                .isEqualTo(2);
        assertThat(Estimate.ofRatio(new double[] {0, 6}, new int[] {0, 3}).error())
                .isNaN();
        assertThat(Estimate.ofRatio(new double[2], new int[2]).mean()).isNaN();
        Estimate sum = new Estimate(1, 3).plus(new Estimate(2, 4)).times(-2);
        assertThat(sum).isEqualTo(new Estimate(-6, 10));
    }
}
