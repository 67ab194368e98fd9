package dev.sedd.cli.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets work end in order when the program is told to end, by Ctrl-C or kill: the end waits for it a while. */
final class Interruption implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread atExit;

    /** @param stop asks the work to end; called by another thread */
    Interruption(Runnable stop) {
        atExit = new Thread(
                () -> {
                    stop.run();
                    await();
                },
                "sedd-interruption");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    private void await() {
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return; // The last checkpoint has to do.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The work has ended. */
    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The program is ending already.
        }
    }
}
