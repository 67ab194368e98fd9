package dev.sedd.cli.command;

import dev.sedd.kernels.WarmUp;
import java.util.Set;

/**
 * Has the kernels compiled while the command line is read and the model loaded: begun by the program's first line, awaited
 * before the first step. Once in a process.
 */
public final class Preparation {
    private static final Set<String> GENERATING = Set.of("sample", "infill");

    private static Thread thread;

    private Preparation() {}

    /** Whether a command computes for so long that its kernels had better be compiled first. */
    public static boolean pays(String command) {
        return GENERATING.contains(command);
    }

    /** Begins, on a thread of its own that does not keep the program alive. */
    public static synchronized void begin() {
        if (thread == null) {
            thread = new Thread(WarmUp::run, "warm-up");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Waits until it is done, where it was begun. */
    static synchronized void await() {
        try {
            if (thread != null) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
