package dev.sedd.cli;

import java.util.Locale;
import picocli.CommandLine.Option;

/** What is told on standard error while the work goes on. */
final class ProgressOptions {
    /** When progress is shown. */
    enum When {
        AUTO,
        ALWAYS,
        NEVER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--progress",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "Show progress on standard error: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE},"
                    + " which is when it is a terminal).")
    private When when;

    @Option(
            names = {"-q", "--quiet"},
            description = "Nothing on standard error but errors (default: off).")
    private boolean quiet;

    /** Whether nothing but errors is wanted. */
    boolean quiet() {
        return quiet;
    }

    /** Starts to show progress in the way that was asked for and that the terminal allows. */
    Progress start(Io io, String task, long total) {
        if (quiet || when == When.NEVER) {
            return Progress.none();
        }
        Terminal terminal = io.terminal();
        if (terminal.err() && terminal.cursor()) {
            return new BarProgress(io.err(), task, total, terminal.columns(), unicode());
        }
        return when == When.ALWAYS ? new LineProgress(io.err(), task, total) : Progress.none();
    }

    private static boolean unicode() {
        return System.getProperty("stderr.encoding", "")
                .toUpperCase(Locale.ROOT)
                .startsWith("UTF");
    }
}
