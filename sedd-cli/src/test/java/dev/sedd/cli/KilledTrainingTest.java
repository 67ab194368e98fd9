package dev.sedd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Processes that train and are killed, at random moments or for want of room, go on to the bit. */
@Timeout(900)
class KilledTrainingTest {
    private static final int STEPS = 220;
    private static final int KILLS = 10;
    private static final int MOST_MILLIS = 60;
    private static final long PATIENCE_SECONDS = 300;
    private static final String[] SETTINGS = ("--preset tiny --seed 5 --hidden-size 8 --heads 1 --blocks 1 --cond-dim 4"
                    + " --length 8 --batch-size 2 --dropout 0.1 --log-every 1 --checkpoint-every 7 --validate-every 90"
                    + " --sample-every 100 --samples 2 --steps " + STEPS)
            .split(" ");

    @TempDir
    private static Path folder;

    @BeforeAll
    static void trainWithoutInterruption() throws Exception {
        Files.writeString(folder.resolve("text.txt"), "When shall we three meet again?\n".repeat(40));
        Process process = begin(folder.resolve("straight"));
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(err())).isZero();
    }

    @Test
    void killedTenTimes() throws Exception {
        Random random = new Random();
        Path run = folder.resolve("killed");
        Process process = begin(run);
        int killed = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            int until = (STEPS - 40) * kill / KILLS - random.nextInt(18);
            while (process.isAlive() && steps(run) < until) {
                Thread.sleep(2);
            }
            Thread.sleep(random.nextInt(MOST_MILLIS));
            killed += process.isAlive() ? 1 : 0;
            process.destroyForcibly();
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(steps(run))
                    .as("kill %d: %s", kill, Files.readString(err()))
                    .isGreaterThanOrEqualTo(until);
            process = start("train", "--resume", run.toString(), "--threads", "" + (1 + kill % 3));
        }
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(err())).isZero();
        assertThat(killed).as("processes that were killed at work").isEqualTo(KILLS);
        assertSameAsStraight(run);
    }

    /** Told to end, a process writes a checkpoint of the step at hand first, and the loss up to there. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void endedInOrder() throws Exception {
        Path run = folder.resolve("ended");
        Process process = begin(run);
        while (process.isAlive() && steps(run) < 60) {
            Thread.sleep(2);
        }
        process.destroy();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(err());
        assertThat(said).contains("stopped after step ", "go on with: sedd train --resume " + run);
        assertThat(run.resolve("loss.png")).isNotEmptyFile();
        assertThat(run).isDirectoryNotContaining("glob:**.part");
        int step = Integer.parseInt(said.replaceAll("(?s).*stopped after step (\\d+);.*", "$1"));
        process = start("train", "--resume", run.toString());
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(err())).contains("going on at step " + step + " with");
        assertSameAsStraight(run);
    }

    /** A text that takes a while to encode. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void endedBeforeItBegins() throws Exception {
        Path text =
                Files.writeString(folder.resolve("long.txt"), "When shall we three meet again?\n".repeat(1_000_000));
        Path place = Files.createDirectory(folder.resolve("place"));
        Process process =
                start("train", text.toString(), "--out", place.resolve("run").toString());
        while (process.isAlive() && place.toFile().list().length == 0) {
            Thread.sleep(1);
        }
        process.destroy();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(place).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void stoppedByAWriteThatFails() throws Exception {
        Path run = folder.resolve("full");
        Process begun = begin(run);
        while (begun.isAlive() && steps(run) < 60) {
            Thread.sleep(2);
        }
        begun.destroyForcibly().waitFor();
        Process process = start(Cli.commandWithoutRoom("train", "--resume", run.toString()));
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(Files.readString(err()).lines().filter(line -> line.startsWith("sedd: ")))
                .singleElement()
                .asString()
                .matches(".*full: step \\d+: .*; the checkpoint of step \\d+ is whole: make room.*--resume .*full");
        process = start("train", "--resume", run.toString());
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(err())).isZero();
        assertSameAsStraight(run);
    }

    private static Process begin(Path run) throws IOException {
        return start(Cli.command(begun(run)));
    }

    private static String[] begun(Path run) {
        List<String> arguments = new ArrayList<>(List.of("train", folder.resolve("text.txt") + "", "--out", run + ""));
        arguments.addAll(List.of(SETTINGS));
        return arguments.toArray(String[]::new);
    }

    private static Process start(String... arguments) throws IOException {
        return start(Cli.command(arguments));
    }

    private static Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(err().toFile())
                .start();
    }

    private static Path err() {
        return folder.resolve("err");
    }

    /** The lines of metrics, one for each step. */
    private static int steps(Path run) throws IOException {
        Path metrics = run.resolve("metrics.jsonl");
        if (!Files.exists(metrics)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(metrics)) {
            return (int) lines.count();
        }
    }

    private static void assertSameAsStraight(Path run) throws IOException {
        Path straight = folder.resolve("straight");
        for (String name : List.of(
                "model.safetensors",
                "checkpoint.safetensors",
                "best.safetensors",
                "config.json",
                "vocab.json",
                "samples/step-100.txt",
                "samples/step-" + STEPS + ".txt")) {
            assertThat(run.resolve(name)).hasSameBinaryContentAs(straight.resolve(name));
        }
        assertThat(metrics(run)).isEqualTo(metrics(straight));
    }

    private static String metrics(Path run) throws IOException {
        return Files.readString(run.resolve("metrics.jsonl")).replaceAll("\"tokens_per_second\":\\d+", "");
    }
}
