package dev.sedd.cli.output;

import java.io.PrintStream;

/** Progress as plain lines, ten in all, for logs and for terminals that cannot go back in a line. */
final class LineProgress implements Progress {
    private static final int LINES = 10;
    private static final int ROUND_MILLIS = 500;

    private final PrintStream err;
    private final String task;
    private final long total;
    private final TimeLeft left;
    private long done;

    LineProgress(PrintStream err, String task, long total) {
        this.err = err;
        this.task = task;
        this.total = total;
        left = new TimeLeft(total, System::nanoTime);
    }

    @Override
    public void advance() {
        long before = done * LINES / total;
        done++;
        left.step();
        long now = done * LINES / total;
        if (now > before) {
            long seconds = left.get().orElseThrow().plusMillis(ROUND_MILLIS).toSeconds();
            err.println(task + ": " + done * 100 / total + "% (" + done + "/" + total + "), " + seconds + " s left");
        }
    }

    @Override
    public void close() {}
}
