package dev.sedd.cli.launcher;

import java.io.IOException;
import java.util.List;

/** A process that has this one's input and output, and does not outlive it where a signal ends this one. */
final class Child {
    private Process process;
    private boolean ending;

    /** Runs a command and returns its exit code. */
    int run(List<String> command) throws IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end-child"));
        Process started = start(command);
        return started.waitFor();
    }

    /** The hook waits for a start that has begun, and no start begins after the hook: no child is left alone. */
    private synchronized Process start(List<String> command) throws IOException {
        if (ending) {
            throw new IOException("interrupted");
        }
        process = new ProcessBuilder(command).inheritIO().start();
        return process;
    }

    private synchronized void end() {
        ending = true;
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
