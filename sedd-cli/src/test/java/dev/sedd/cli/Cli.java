package dev.sedd.cli;

import dev.sedd.cli.output.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the program in this process, with its output caught. */
final class Cli {
    /** A terminal of 40 columns and 12 rows on both streams. */
    static final Terminal TERMINAL = new Terminal(true, true, true, true, 40, 12);

    private Cli() {}

    /**
     * What a run left behind.
     *
     * @param code the exit code
     * @param out standard output
     * @param err standard error
     */
    record Result(int code, String out, String err) {
        /** The lines of standard error. */
        List<String> errLines() {
            return err.lines().toList();
        }
    }

    /** Runs with both streams piped. */
    static Result run(String... args) {
        return run(Terminal.none(), args);
    }

    /** Runs with the streams connected to {@code terminal}. */
    static Result run(Terminal terminal, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Result result = run(out, terminal, args);
        return new Result(result.code, out.toString(StandardCharsets.UTF_8), result.err);
    }

    /** Runs with standard output going to {@code out}. */
    static Result run(OutputStream out, Terminal terminal, String... args) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Sedd.run(args, out, err, () -> terminal);
        return new Result(code, "", err.toString(StandardCharsets.UTF_8));
    }

    /** Runs with the small test model, in few steps, unless {@code args} say otherwise. */
    static Result small(String command, String... args) {
        return small(Terminal.none(), command, args);
    }

    /** The same, connected to {@code terminal}. */
    static Result small(Terminal terminal, String command, String... args) {
        return run(terminal, arguments(command, args));
    }

    /** The arguments of a run with the small test model. */
    static String[] arguments(String command, String... args) {
        List<String> all = new ArrayList<>(List.of(command, "--model", model(), "--steps", "4"));
        all.addAll(List.of(args));
        return all.toArray(String[]::new);
    }

    /** What runs in a process of its own. */
    static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                Sedd.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /**
     * What runs in a process of its own that can write no file beyond 8 kB: the shell's limit fails a write as a full disk
     * does, in the middle, and with an errno.
     */
    static List<String> commandWithoutRoom(String... arguments) {
        List<String> command = new ArrayList<>(List.of("bash", "-c", "ulimit -f 8; exec \"$@\"", "bash"));
        command.addAll(command(arguments));
        return command;
    }

    /** The small test model: sedd family, absorb, 65 characters, random weights, texts of 32 tokens. */
    static String model() {
        return resource("small").toString();
    }

    /** A file of the test's resources. */
    static Path resource(String name) {
        try {
            return Path.of(Cli.class.getClassLoader().getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
