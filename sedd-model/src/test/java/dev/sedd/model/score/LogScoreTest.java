package dev.sedd.model.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Rows of log scores and their ratios. */
class LogScoreTest {
    @Test
    void holdsRowsAndTakesTheirExponential() {
        LogScore score = new LogScore(3);
        score.resize(2);
        float[] values = {9, 9, 9, 0, (float) Math.log(2), -1};
        System.arraycopy(values, 0, score.values(), 0, 6);
        assertThat(score.rows()).isEqualTo(2);
        assertThat(score.get(1, 2)).isEqualTo(-1);
        double[] out = {0, 0, 0, 7};
        score.ratios(1, out);
        assertThat(out).containsExactly(1, StrictMath.exp(values[4]), StrictMath.exp(-1), 7);
    }

    @Test
    void usesItsArrayAgain() {
        LogScore score = new LogScore(3);
        score.resize(5);
        float[] array = score.values();
        score.resize(2);
        assertThat(score.rows()).isEqualTo(2);
        assertThat(score.values()).isSameAs(array);
        score.resize(6);
        assertThat(score.values().length).isGreaterThanOrEqualTo(18);
    }

    @Test
    void refusesSizesThatDoNotFit() {
        assertThatThrownBy(() -> new LogScore(0)).hasMessage("vocabularySize=0 < 1");
        assertThatThrownBy(() -> new LogScore(50_258).resize(100_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("100000 rows of 50258 log scores do not fit an array; use a smaller batch");
        assertThatThrownBy(() -> new LogScore(3).resize(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
