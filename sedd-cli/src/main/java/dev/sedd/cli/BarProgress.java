package dev.sedd.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar with the time left, in one line of a terminal; the line is empty again when the work has ended. */
final class BarProgress implements Progress {
    private static final int REFRESH_MILLIS = 100;

    private final Line line;
    private final ProgressBar bar;

    /** @param columns the terminal's width */
    BarProgress(PrintStream err, String task, long total, int columns, boolean unicode) {
        line = new Line(err, columns - 1);
        bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setStyle(unicode ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(REFRESH_MILLIS)
                .setConsumer(line)
                .clearDisplayOnFinish()
                .build();
    }

    @Override
    public void advance() {
        bar.step();
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
    }

    /** The line of the terminal that the bar is drawn in, by its own thread. Uses no escape sequences. */
    private static final class Line implements ProgressBarConsumer {
        private final PrintStream err;
        private final int width;

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
            err.print("\r" + rendered);
            err.flush();
        }

        @Override
        public synchronized void clear() {
            err.print("\r" + " ".repeat(width) + "\r");
            err.flush();
        }

        @Override
        public void close() {}
    }
}
