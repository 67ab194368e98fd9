package dev.sedd.model.checkpoint;

import java.util.Locale;

/** Refuses what the heap cannot hold before an array is made, so that a large file is no OutOfMemoryError. */
final class Memory {
    private static final double MIB = 1024.0 * 1024.0;

    private Memory() {}

    /**
     * Checks that so many bytes more can fit the heap at all.
     *
     * @param where the file
     * @param bytes what is about to be allocated
     * @param what what it is for
     */
    static void check(Object where, long bytes, String what) throws CheckpointException {
        Runtime runtime = Runtime.getRuntime();
        long used = runtime.totalMemory() - runtime.freeMemory();
        if (bytes > runtime.maxMemory() || bytes > runtime.maxMemory() - used && bytes > afterCollection()) {
            throw new CheckpointException(
                    where,
                    String.format(
                            Locale.ROOT,
                            "no room for %s: %.0f MiB, where Java may use %.0f MiB; allow more with -Xmx",
                            what,
                            bytes / MIB,
                            runtime.maxMemory() / MIB));
        }
    }

    /** What is free once garbage is gone. Asked only where memory seems short. */
    private static long afterCollection() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
    }
}
