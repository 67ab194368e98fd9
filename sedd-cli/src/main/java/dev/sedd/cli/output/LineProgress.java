package dev.sedd.cli.output;

import java.io.PrintStream;

/** Progress as plain lines, ten in all, for logs and for terminals that cannot go back in a line. */
final class LineProgress implements Progress {
    private static final int LINES = 10;

    private final PrintStream err;
    private final String task;
    private final long total;
    private final long start = System.nanoTime();
    private long done;

    LineProgress(PrintStream err, String task, long total) {
        this.err = err;
        this.task = task;
        this.total = total;
    }

    @Override
    public void advance() {
        long before = done * LINES / total;
        done++;
        long now = done * LINES / total;
        if (now > before) {
            long left = Math.round((System.nanoTime() - start) * 1e-9 / done * (total - done));
            err.println(task + ": " + done * 100 / total + "% (" + done + "/" + total + "), " + left + " s left");
        }
    }

    @Override
    public void close() {}
}
