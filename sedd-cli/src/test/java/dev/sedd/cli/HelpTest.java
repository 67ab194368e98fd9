package dev.sedd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ExitCode;

/** Help tells defaults and gives an example for every verb. */
class HelpTest {
    @Test
    void aBareCallPrintsShortHelpWithTwoExamples() {
        Cli.Result result = Cli.run();
        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .contains("sedd sample\n", "sedd infill \"To be, [[24]] that is the question\"", "Exit codes: 0")
                .contains("perturb", "eval", "demo", "score", "inspect", "convert", "doctor", "completion");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sample", "infill", "perturb", "eval", "score", "inspect", "convert", "doctor"})
    void everyCommandTellsDefaultsAndAnExample(String command) {
        Cli.Result result = Cli.run(command, "--help");
        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("(default: ", "Example", "  sedd " + command, "Usage: sedd " + command);
        assertThat(Cli.run("help", command).out()).isEqualTo(result.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"completion", "help"})
    void theOthersTellAnExample(String command) {
        assertThat(Cli.run(command, "--help").out()).contains("Example:", "sedd " + command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ratio", "sentences", "loss", "cipher"})
    void everyDemoTellsDefaultsAndAnExample(String name) {
        Cli.Result result = Cli.run("demo", name, "--help");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("(default: ", "Example:", "  sedd demo " + name, "Usage: sedd demo " + name);
        assertThat(Cli.run("demo").out())
                .contains("  sedd demo " + name)
                .isEqualTo(Cli.run("help", "demo").out());
    }

    @Test
    void defaultsAreTheRealOnes() {
        assertThat(Cli.run("sample", "--help").out().replaceAll("\\s+", " "))
                .contains(
                        "(default: 128)",
                        "tweedie, euler (default: tweedie)",
                        "auto, always, never (default: auto,",
                        "(default: the model inside this program)");
    }

    @Test
    void helpOfNoCommandIsWrongUsage() {
        Cli.Result result = Cli.run("help", "nothing");
        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).startsWith("sedd: there is no command 'nothing'\n");
    }

    @Test
    void versionTellsJavaSystemAndVectors() {
        Cli.Result result = Cli.run("--version");
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .startsWith("sedd ")
                .contains(System.getProperty("java.runtime.version"), System.getProperty("os.name"))
                .containsPattern("(128|256|512)-bit vectors");
    }

    @Test
    void completionNamesCommandsAndOptions() {
        Cli.Result result = Cli.run("completion");
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .startsWith("#!/usr/bin/env bash")
                .contains(
                        "sample",
                        "--show-intermediate",
                        "tweedie",
                        "validation",
                        "lambada",
                        "--training-steps",
                        "complete -F _complete_sedd");
    }
}
