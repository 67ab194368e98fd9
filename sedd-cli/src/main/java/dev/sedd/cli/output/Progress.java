package dev.sedd.cli.output;

/** Tells how far the work has come, on standard error. */
public interface Progress extends AutoCloseable {
    /** One more step is done. */
    void advance();

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
        Terminal terminal = io.terminal();
        if (terminal.err() && terminal.cursor()) {
            return new BarProgress(io.err(), task, total, terminal.columns());
        }
        return always ? new LineProgress(io.err(), task, total) : none();
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
