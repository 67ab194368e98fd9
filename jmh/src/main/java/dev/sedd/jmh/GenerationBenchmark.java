package dev.sedd.jmh;

import dev.sedd.kernels.Storage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One text as a user gets it: {@code sedd sample}, 128 steps and the denoising, from the start of the process to its end.
 * Every step is shown, so that it can be seen when the first one is done. With the notebook's network, passes are timed in this
 * process right before, for what they take in steady state.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class GenerationBenchmark extends Settings {
    /** The system property that names the command, {@value}; without it, it is looked for in the working directory. */
    public static final String COMMAND = "sedd";

    private static final int STEPS = 128;
    private static final int CHARACTERS = 256;
    private static final int ROUNDS = 6;
    private static final String FRAME = "--- step ";

    /** Which model writes. */
    public enum Model {
        /** The one inside the program. */
        EMBEDDED,
        /** The notebook's network with random weights. */
        NOTEBOOK
    }

    /** What a generation shows on its way. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Milestones {
        /** From the start of the process to the end of the first step. */
        public double firstStepSeconds;

        /** The most memory that was resident; 0 where the system does not tell. */
        public double peakMegabytes;

        /** One pass of the notebook's network in steady state; 0 with another model. */
        public double passMilliseconds;

        /** Starts anew. */
        @Setup(Level.Iteration)
        public void reset() {
            firstStepSeconds = 0;
            peakMegabytes = 0;
            passMilliseconds = 0;
        }
    }

    /** Which model writes. */
    @Param({"EMBEDDED", "NOTEBOOK"})
    public Model model;

    private Path folder;
    private ForwardPassBenchmark pass;
    private double passMilliseconds;
    private final List<String> command = new ArrayList<>();

    /** The command line's script, where the property or the working directory has it. */
    public static Path script() {
        return Path.of(System.getProperty(COMMAND, COMMAND)).toAbsolutePath().normalize();
    }

    /** Writes the network's file. */
    @Setup
    public void prepare() throws IOException {
        if (!Files.isExecutable(script())) {
            throw new IOException(script() + " is not there; name it with -D" + COMMAND + "=PATH");
        }
        command.addAll(List.of(script().toString(), "sample", "--seed", "1", "--show-intermediate"));
        command.addAll(List.of("--steps", Integer.toString(STEPS), "--progress", "never"));
        folder = Files.createTempDirectory("generation");
        if (model == Model.NOTEBOOK) {
            Path files = folder.resolve("model");
            NotebookFile.write(files, RandomWeights.of(Network.NOTEBOOK.configuration()));
            command.addAll(List.of("--model", files.toString()));
            int threads = Runtime.getRuntime().availableProcessors();
            pass = ForwardPassBenchmark.of(Network.NOTEBOOK, Storage.FLOAT32, 1, threads);
        }
    }

    /** Times the pass. */
    @Setup(Level.Iteration)
    public void pass() throws InterruptedException {
        passMilliseconds = pass == null ? 0 : Turns.milliseconds(ROUNDS, pass::forward)[0];
    }

    /** One process; returns its last frame. */
    @Benchmark
    public String generate(Milestones milestones) throws IOException, InterruptedException {
        milestones.passMilliseconds = passMilliseconds;
        long start = System.nanoTime();
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        StringBuilder text = new StringBuilder();
        int frames = 0;
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.startsWith(FRAME)) {
                    text.append(line).append('\n');
                    continue;
                }
                text.setLength(0);
                frames++;
                if (frames == 2) { // the first one shows the start
                    milestones.firstStepSeconds = (System.nanoTime() - start) * 1e-9;
                }
                milestones.peakMegabytes = Math.max(milestones.peakMegabytes, peakMegabytes(process));
            }
        }
        int code = process.waitFor();
        if (code != 0 || frames != STEPS + 2 || text.length() != CHARACTERS + 1) {
            throw new IOException(String.join(" ", command) + " ended with code " + code + " after " + frames
                    + " frames, the last of " + text.length() + " characters");
        }
        return text.toString();
    }

    /** Removes the network's file, and ends the threads. */
    @TearDown
    public void clean() throws IOException {
        if (pass != null) {
            pass.close();
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.toList().reversed();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }

    /** Linux's high-water mark of resident memory. */
    private static double peakMegabytes(Process process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return 0; // no such file system, or the process has just ended
        }
    }
}
