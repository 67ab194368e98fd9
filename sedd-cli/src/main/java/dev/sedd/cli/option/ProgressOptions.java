package dev.sedd.cli.option;

import dev.sedd.cli.output.Io;
import dev.sedd.cli.output.Progress;
import java.util.Locale;
import picocli.CommandLine.Option;

/** What is printed on standard error while the work goes on. */
public final class ProgressOptions {
    /** When progress is shown. */
    public enum When {
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
            description = "Print nothing on standard error but errors (default: off).")
    private boolean quiet;

    /** Whether nothing but errors is wanted. */
    public boolean quiet() {
        return quiet;
    }

    /** Whether progress is unwanted. */
    public boolean never() {
        return quiet || when == When.NEVER;
    }

    /** Starts to show progress in the way that was asked for and that the terminal allows. */
    public Progress start(Io io, String task, long total) {
        return never() ? Progress.none() : Progress.start(io, task, total, when == When.ALWAYS);
    }
}
