package dev.sedd.cli.output;

/** Tells how far the work has come, on standard error. */
public interface Progress extends AutoCloseable {
    /** One more step is done. */
    void advance();

    /** Says how the work is going, beside how far it has come. */
    default void remark(String text) {}

    /** Prints something else; nothing of the progress mixes with it. */
    default void aside(Runnable printing) {
        printing.run();
    }

    /** The work has ended: nothing of it stays on the screen. */
    @Override
    void close();

    /**
     * A bar where standard error is a terminal that can move its cursor, elsewhere lines or nothing.
     *
     * @param task what is done
     * @param total in how many steps
     * @param always whether lines are printed where no bar can be drawn
     */
    static Progress start(Io io, String task, long total, boolean always) {
        if (bars(io)) {
            return bar(io, task, 0, total);
        }
        return always ? new LineProgress(io.err(), task, total) : none();
    }

    /** Whether standard error is a terminal that bars can be drawn in. */
    static boolean bars(Io io) {
        Terminal terminal = io.terminal();
        return terminal.err() && terminal.cursor();
    }

    /** A bar, for work of which {@code done} steps have been done before. */
    static Progress bar(Io io, String task, long done, long total) {
        return new BarProgress(io.err(), task, done, total, io.terminal().columns());
    }

    /** Tells nothing. */
    static Progress none() {
        return new Progress() {
            @Override
            public void advance() {}

            @Override
            public void close() {}
        };
    }
}
