package dev.sedd.cli;

/** Tells how far the work has come, on standard error. */
interface Progress extends AutoCloseable {
    /** One more step is done. */
    void advance();

    /** Prints something else; nothing of the progress mixes with it. */
    default void aside(Runnable printing) {
        printing.run();
    }

    /** The work has ended: nothing of it stays on the screen. */
    @Override
    void close();

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
