package dev.sedd.cli.output;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar with the time left, in one line of a terminal; the line is empty again when the work has ended. */
final class BarProgress implements Progress {
    private static final int REFRESH_MILLIS = 100;
    private static final int MARGIN = 3; // For the ^C that the terminal shows, which must not wrap.

    private final Line line;
    private final TimeLeft left;
    private final ProgressBar bar;
    private final Thread atExit;

    /**
     * A bar.
     *
     * @param done the steps that were done before
     * @param columns the terminal's width
     */
    BarProgress(PrintStream err, String task, long done, long total, int columns) {
        line = new Line(err, columns - MARGIN);
        left = new TimeLeft(total, System::nanoTime);
        bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .startsFrom(done, Duration.ZERO)
                .setStyle(unicode() ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(REFRESH_MILLIS)
                .setEtaFunction(state -> left.get())
                .setConsumer(line)
                .clearDisplayOnFinish()
                .build();
        atExit = new Thread(line::leave, "sedd-progress-exit"); // Ctrl-C leaves a clean line, too.
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    @Override
    public void advance() {
        left.step();
        bar.step();
    }

    @Override
    public void remark(String text) {
        bar.setExtraMessage(text);
    }

    @Override
    public void aside(Runnable printing) {
        synchronized (line) {
            line.clear();
            printing.run();
        }
    }

    @Override
    public void close() {
        bar.close();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The program is ending, and the hook does what is left to do.
        }
    }

    private static boolean unicode() {
        return System.getProperty("stderr.encoding", "")
                .toUpperCase(Locale.ROOT)
                .startsWith("UTF");
    }

    /** The line of the terminal that the bar is drawn in, by its own thread. Uses no escape sequences. */
    private static final class Line implements ProgressBarConsumer {
        private final PrintStream err;
        private final int width;
        private boolean left;

        Line(PrintStream err, int width) {
            this.err = err;
            this.width = width;
        }

        @Override
        public int getMaxRenderedLength() {
            return width;
        }

        @Override
        public synchronized void accept(String rendered) {
            if (!left) {
                err.print("\r" + rendered);
                err.flush();
            }
        }

        @Override
        public synchronized void clear() {
            err.print("\r" + " ".repeat(width + MARGIN - 1) + "\r");
            err.flush();
        }

        /** Clears the line for good. */
        synchronized void leave() {
            clear();
            left = true;
        }

        @Override
        public void close() {}
    }
}
