package dev.sedd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ExitCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code doctor}, which measures as briefly as it can here. */
class DoctorTest {
    @Test
    void showsTheMachineItsSpeedAndTheChecks() {
        Cli.Result result = Cli.run("doctor", "--seconds", "1", "--threads", "2");
        assertThat(result.code()).as(result.out()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .containsPattern("java +" + System.getProperty("java.version").replace("+", "\\+"))
                .containsPattern("vector module +jdk.incubator.vector\n")
                .containsPattern("vector width +(128|256|512) bits\n")
                .containsPattern("FMA peak +[0-9.]+ GFLOP/s on 1 thread, [0-9.]+ on 2 threads\n")
                .containsPattern("generation +[0-9.]+ s \\(128 \\+ 1 steps")
                .containsPattern("gemm PARALLEL +ok +error ")
                .endsWith("all 12 checks passed\n")
                .doesNotContain("FAILED", "NaN", "Infinity");
    }

    @Test
    void showsTheSameAsJson() {
        Cli.Result result = Cli.run("doctor", "--seconds", "1", "--threads", "2", "--json");
        assertThat(result.code()).as(result.out()).isZero();
        JsonNode object = JsonMapper.shared().readTree(result.out());
        assertThat(object.get("threads").intValue()).isEqualTo(2);
        assertThat(object.get("vector_module").stringValue()).isEqualTo("jdk.incubator.vector");
        assertThat(object.get("heap_bytes").longValue())
                .isEqualTo(Runtime.getRuntime().maxMemory());
        assertThat(object.get("generation_steps").intValue()).isEqualTo(129);
        for (String rate : new String[] {"fma_peak_gflops_1_thread", "fma_peak_gflops", "product_gflops"}) {
            assertThat(object.get(rate).doubleValue()).as(rate).isPositive();
        }
        assertThat(object.get("milliseconds_per_step").doubleValue()).isPositive();
        assertThat(object.get("checks"))
                .hasSize(12)
                .allMatch(check -> check.get("passed").booleanValue());
        assertThat(object.get("passed").booleanValue()).isTrue();
    }

    @Test
    void tellsWhoWaitsAtATerminalThatItMeasures() {
        Cli.Result result = Cli.run(Cli.TERMINAL, "doctor", "--seconds", "1", "--threads", "1");
        assertThat(result.err()).isEqualTo("measuring for about 1 s\n");
        assertThat(result.out()).contains(", 1 thread used\n", "GFLOP/s on 1 thread\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0.5", "3601", "NaN", "soon"})
    void refusesATimeThatIsNone(String seconds) {
        Cli.Result result = Cli.run("doctor", "--seconds", seconds);
        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("--seconds", "'" + seconds + "'");
    }
}
