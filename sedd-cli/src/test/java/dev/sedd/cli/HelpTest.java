package dev.sedd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ExitCode;

/** Help tells defaults and gives an example for every verb. */
class HelpTest {
    @TempDir
    private Path folder;

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
        assertThat(Cli.run(command, "--help").out()).contains("Example", "sedd " + command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ratio", "sentences", "loss", "cipher"})
    void everyDemoTellsDefaultsAndAnExample(String name) {
        Cli.Result result = Cli.run("demo", name, "--help");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("(default: ", "Example:", "  sedd demo " + name, "Usage: sedd demo " + name);
        assertThat(Cli.run("help", "demo", name).out()).isEqualTo(result.out());
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

    /** Java lists fields in the order in which they are declared, but methods in any. */
    @Test
    void optionsAreInTheSameOrderEveryTime() {
        assertThat(Cli.run("train", "--help").out())
                .containsSubsequence("--out=", "--config=", "--steps=", "--seed=", "--lines ", "--batch-size=")
                .containsSubsequence("--accumulate=", "--lr=", "--schedule=", "--min-lr=", "--warmup=", "--optimizer=")
                .containsSubsequence("--ema=", "--log-every=", "--validate-every=", "--sample-every=", "--samples=")
                .containsSubsequence("--checkpoint-every=", "--family=", "--graph=", "--noise=", "--length=")
                .containsSubsequence("--hidden-size=", "--cond-dim=", "--blocks=", "--heads=", "--dropout=");
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

    @ParameterizedTest
    @CsvSource({
        "train, --optimizer, AdamW Muon",
        "train, --schedule, constant cosine",
        "train, --preset, default baby names tiny",
        "train, --family, sedd nanogpt",
        "perturb, --graph, uniform absorb",
        "perturb, --noise, geometric loglinear",
        "sample, --sampler, tweedie euler"
    })
    @DisabledOnOs(OS.WINDOWS)
    void completionOffersTheWordsOfTheOptionAtHand(String command, String option, String words) throws Exception {
        Path script = Files.writeString(
                folder.resolve("completion"), Cli.run("completion").out());
        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source $0; COMP_WORDS=(sedd $1 $2 ''); COMP_CWORD=3; _complete_sedd; echo ${COMPREPLY[@]}",
                        script.toString(),
                        command,
                        option)
                .start();
        assertThat(bash.inputReader().readLine()).isEqualTo(words);
    }
}
