package dev.sedd.jmh.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers of the tables keep their digits, those far below 1 too. */
class FiguresTest {
    @ParameterizedTest
    @CsvSource({
        "1234.4, 1234",
        "99.96, 100",
        "99.94, 99.9",
        "9.994, 9.99",
        "0.8567, 0.86",
        "0.0994, 0.099",
        "0.0689, 0.069",
        "0.00412, 0.0041",
        "0, 0.00"
    })
    void showsAsManyDigitsAsSayAnything(double value, String shown) {
        assertThat(Figures.number(value)).isEqualTo(shown);
        assertThat(Figures.number(OptionalDouble.of(value))).isEqualTo(shown);
    }
}
