package dev.sedd.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Version numbers as the releases of twenty years write them. */
class JavaVersionsTest {
    @ParameterizedTest
    @CsvSource({
        "1.8.0_402, 8",
        "1.8, 8",
        "9, 9",
        "11.0.23+9, 11",
        "17.0.15, 17",
        "25, 25",
        "25-ea, 25",
        "25.0.3+9-LTS, 25",
        "26-internal, 26",
        "100.1, 100",
        "'', 0",
        "'  25.0.1 ', 25",
        "latest, 0",
        "99999999999, 0",
        "1, 1"
    })
    void readsTheFeatureRelease(String version, int feature) {
        assertThat(JavaVersions.feature(version)).isEqualTo(feature);
    }

    @Test
    void readsTheAnswerToVersion() {
        String answer = "Picked up JAVA_TOOL_OPTIONS: -Dversion=1\nopenjdk version \"17.0.15\" 2025-04-15\nOpenJDK\n";
        assertThat(JavaVersions.featureInBanner(answer)).isEqualTo(17);
        assertThat(JavaVersions.featureInBanner("java version \"1.8.0_402\"\n")).isEqualTo(8);
        assertThat(JavaVersions.featureInBanner("command not found")).isZero();
        assertThat(JavaVersions.featureInBanner("")).isZero();
    }
}
