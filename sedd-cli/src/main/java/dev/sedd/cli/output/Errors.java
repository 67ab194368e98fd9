package dev.sedd.cli.output;

import dev.sedd.model.checkpoint.CheckpointException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** How everything that goes wrong is reported: one line on standard error, and the stack trace only for {@code --verbose}. */
public final class Errors {
    private static final String PROGRAM = "sedd: ";
    private static final long MEBIBYTE = 1 << 20;

    private Errors() {}

    /** Wrong usage: what is wrong, and where to read more. */
    public static int usage(Io io, ParameterException e) {
        CommandLine command = e.getCommandLine();
        io.err().println(PROGRAM + oneLine(problem(e)));
        io.err().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    /** A failure while a command ran. */
    public static int report(Io io, Throwable e, boolean verbose) {
        io.err().println(PROGRAM + oneLine(describe(e)));
        if (verbose) {
            e.printStackTrace(io.err());
        }
        return ExitCode.SOFTWARE;
    }

    /**
     * The heap is too small for what was asked.
     *
     * @param batches whether what was asked takes a --batch-size
     */
    public static int outOfMemory(Io io, OutOfMemoryError e, boolean batches, boolean verbose) {
        long mebibytes = Runtime.getRuntime().maxMemory() / MEBIBYTE;
        io.err()
                .println(PROGRAM + "out of memory: Java may use " + mebibytes
                        + " MiB; allow more (JAVA_TOOL_OPTIONS=-Xmx8g)"
                        + (batches ? ", or ask for less with --batch-size 1" : ""));
        if (verbose) {
            e.printStackTrace(io.err());
        }
        return ExitCode.SOFTWARE;
    }

    private static String describe(Throwable e) {
        return switch (e) {
            case Failure f -> f.getMessage();
            case CheckpointException c -> c.getMessage();
            case NoSuchFileException n -> n.getFile() + ": no such file or folder";
            case AccessDeniedException a -> a.getFile() + ": permission denied";
            case FileSystemException f -> f.getFile() + ": " + Objects.requireNonNullElse(f.getReason(), "failed");
            case IOException i -> "cannot read or write: " + i.getMessage();
            default -> "internal error: " + e + "; run again with --verbose for details";
        };
    }

    private static String problem(ParameterException e) {
        if (!(e instanceof UnmatchedArgumentException u)) {
            return e.getMessage().replaceFirst("^Error: ", "");
        }
        String unmatched = u.getUnmatched().getFirst();
        boolean command = !u.getCommandLine().getSubcommands().isEmpty();
        String message = u.isUnknownOption()
                ? "Unknown option: '" + unmatched + "'"
                : (command ? "Unknown command: '" : "Unexpected argument: '") + unmatched + "'";
        return u.getSuggestions().isEmpty()
                ? message
                : message + "; did you mean " + u.getSuggestions().getFirst() + "?";
    }

    /** Line breaks as spaces, and other control characters, which may come from a hostile file, as question marks. */
    private static String oneLine(String message) {
        return String.valueOf(message).strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cntrl}", "?");
    }
}
