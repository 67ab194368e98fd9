package dev.sedd.model.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.sedd.model.GoldenTensors;
import java.math.BigDecimal;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both schedules against golden values, their own derivatives, and times that are none. */
class NoiseScheduleTest {
    /** Half a unit in the last place of a float, of which the golden values are rounded, and a little. */
    private static final double FLOAT_PERCENT = 100 * 6.5e-8;

    static Stream<Arguments> schedules() {
        return Stream.of(
                Arguments.of("geometric", new Geometric(1e-4, 20)), Arguments.of("loglinear", new LogLinear(1e-3)));
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void agreesWithTheGoldenValues(String name, NoiseSchedule noise) {
        GoldenTensors golden = GoldenTensors.read("/golden/diffusion.safetensors");
        float[] t = golden.floats("noise." + name + ".t");
        float[] total = golden.floats("noise." + name + ".total");
        float[] rate = golden.floats("noise." + name + ".rate");
        assertThat(t).hasSize(17);
        for (int i = 0; i < t.length; i++) {
            assertThat(noise.total(t[i])).as("total at %s", t[i]).isCloseTo(total[i], withinPercentage(FLOAT_PERCENT));
            assertThat(noise.rate(t[i])).as("rate at %s", t[i]).isCloseTo(rate[i], withinPercentage(FLOAT_PERCENT));
        }
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void theRateIsTheSlopeOfTheTotal(String name, NoiseSchedule noise) {
        for (double t : new double[] {0.01, 0.3, 0.4999, 0.5, 0.5001, 0.9, 0.99}) {
            double h = 1e-6;
            double slope = (noise.total(t + h) - noise.total(t - h)) / (2 * h);
            assertThat(noise.rate(t)).as("t=%s", t).isCloseTo(slope, withinPercentage(1e-4));
        }
    }

    @Test
    void byHand() {
        assertThat(new Geometric(0.25, 4).total(0.5)).isCloseTo(1, offset(1e-15));
        assertThat(new Geometric(0.25, 4).rate(0.5)).isCloseTo(4 * Math.log(2), offset(1e-14));
        assertThat(new Geometric(1e-4, 20).total(0)).isEqualTo(1e-4);
        assertThat(new Geometric(1e-4, 20).total(1)).isEqualTo(20);
        assertThat(new LogLinear(1e-3).total(0)).isZero();
        assertThat(new LogLinear(0.5).total(1)).isCloseTo(Math.log(2), offset(1e-15));
        assertThat(new LogLinear(0.5).rate(1)).isEqualTo(1);
    }

    /** To first order σ̄ = (1−ε)t; a plain logarithm of 1 − (1−ε)t would lose all digits here. */
    @Test
    void logLinearKeepsItsDigitsAtSmallTimes() {
        assertThat(new LogLinear(1e-3).total(1e-17)).isCloseTo(0.999e-17, withinPercentage(1e-13));
    }

    /** 1 − (1−ε)t as it stands would be off by 1e-16 / ε. */
    @Test
    void logLinearKeepsItsDigitsAtTheEnd() {
        double eps = 1e-9;
        double t = 1 - 0x1p-40;
        BigDecimal one = BigDecimal.ONE;
        BigDecimal left = one.subtract(one.subtract(new BigDecimal(eps)).multiply(new BigDecimal(t)));
        assertThat(new LogLinear(eps).rate(t)).isCloseTo(1 / left.doubleValue() * (1 - eps), withinPercentage(1e-13));
        assertThat(new LogLinear(eps).total(t)).isCloseTo(-Math.log(left.doubleValue()), withinPercentage(1e-13));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e-9, 1.0000001, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesTimesOutside(double t) {
        for (NoiseSchedule noise : new NoiseSchedule[] {new Geometric(1e-4, 20), new LogLinear(1e-3)}) {
            assertThatThrownBy(() -> noise.total(t))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("time t=" + t + " is not in [0, 1]");
            assertThatThrownBy(() -> noise.rate(t)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, sigma_min=0.0 is not a finite number greater than 0",
        "-1, 1, sigma_min=-1.0 is not a finite number greater than 0",
        "NaN, 1, sigma_min=NaN is not a finite number greater than 0",
        "Infinity, Infinity, sigma_min=Infinity is not a finite number greater than 0",
        "1e-50, 1, sigma_min=1.0E-50 is not a finite number greater than 0",
        "1, 1e39, sigma_max=1.0E39 is not a finite number of at least sigma_min=1.0",
        "2, 1, sigma_max=1.0 is not a finite number of at least sigma_min=2.0",
        "1, NaN, sigma_max=NaN is not a finite number of at least sigma_min=1.0",
        "1, Infinity, sigma_max=Infinity is not a finite number of at least sigma_min=1.0",
    })
    void geometricRefusesWhatIsNoRange(double min, double max, String message) {
        assertThatThrownBy(() -> new Geometric(min, max))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message + " in single precision");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, Double.NaN})
    void logLinearRefusesWhatIsNoShare(double eps) {
        assertThatThrownBy(() -> new LogLinear(eps))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("eps=" + eps + " is not in (0, 1)");
    }
}
