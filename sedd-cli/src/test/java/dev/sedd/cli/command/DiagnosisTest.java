package dev.sedd.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is measured as an error, and how a failed check is shown. */
class DiagnosisTest {
    private static final float NAN = Float.NaN;

    private static final Machine MACHINE =
            new Machine("25, Somebody", "/java", "Linux, amd64", "jdk.incubator.vector", 256, 4, 1L << 30);

    private static final Speed SPEED = new Speed(2, 100, 200, 150, 10);

    private static KernelCheck check(float[] actual, float[] expected) {
        return KernelCheck.of("kernel", 0.25, actual, expected, new float[] {2, 4});
    }

    @Test
    void anErrorIsAShareOfItsElementsScale() {
        assertThat(check(new float[] {1, 1}, new float[] {1, 1}).error()).isZero();
        assertThat(check(new float[] {1, 1}, new float[] {1.5f, 2}).error()).isEqualTo(0.25);
        assertThat(check(new float[] {1, 1}, new float[] {1.5f, 2}).passed()).isTrue();
        assertThat(check(new float[] {1, 1}, new float[] {1, -1}).error()).isEqualTo(0.5);
        assertThat(check(new float[] {1, 1}, new float[] {1, -1}).passed()).isFalse();
    }

    @Test
    void notANumberFailsWhereTheReferenceHasOne() {
        assertThat(check(new float[] {NAN, 1}, new float[] {1, 1}).passed()).isFalse();
        assertThat(check(new float[] {1, 1}, new float[] {1, NAN}).passed()).isFalse();
        assertThat(check(new float[] {NAN, 1}, new float[] {NAN, 1}).passed()).isTrue();
    }

    @Test
    void oneFailedCheckFailsAll() {
        KernelCheck good = new KernelCheck("softmax", 1e-7, 1e-6);
        KernelCheck bad = new KernelCheck("silu", Double.POSITIVE_INFINITY, 1e-6);
        Diagnosis diagnosis = new Diagnosis(MACHINE, SPEED, List.of(good, bad));
        assertThat(new Diagnosis(MACHINE, SPEED, List.of(good)).healthy()).isTrue();
        assertThat(diagnosis.healthy()).isFalse();
        assertThat(diagnosis.text())
                .containsPattern("softmax +ok +error 1.0e-07, allowed 1.0e-06\n")
                .containsPattern("silu +FAILED +error Infinity, allowed 1.0e-06\n")
                .endsWith("1 of 2 checks FAILED\n");
        JsonNode object = JsonMapper.shared().readTree(diagnosis.json());
        assertThat(object.get("passed").booleanValue()).isFalse();
        assertThat(object.get("checks").get(1).get("error").isNull()).isTrue();
        assertThat(object.get("checks").get(1).get("passed").booleanValue()).isFalse();
    }

    @Test
    void derivesSharesAndTheTimeOfAGeneration() {
        assertThat(SPEED.shareOfPeak()).isEqualTo(0.75);
        assertThat(SPEED.secondsPerGeneration()).isEqualTo(1.29);
        assertThat(new Diagnosis(MACHINE, SPEED, List.of()).text())
                .contains("150.0 GFLOP/s, 75 % of the peak (256x1536x384, the weight packed)", "1.29 s (128 + 1 steps");
    }
}
