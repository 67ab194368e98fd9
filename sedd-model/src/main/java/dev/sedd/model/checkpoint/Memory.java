package dev.sedd.model.checkpoint;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.OperatingSystemMXBean;
import dev.sedd.kernels.Storage;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.TensorNames;
import dev.sedd.model.network.Transformer;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** Refuses what memory cannot hold before it is asked for, so that a large file is no OutOfMemoryError. */
public final class Memory {
    private static final double MIB = 1024.0 * 1024.0;

    /** Models smaller than this are not worth the time that it takes to ask the machine for its memory. */
    private static final long SMALL = 128L << 20;

    private Memory() {}

    /**
     * Checks that so many bytes more can fit the heap at all.
     *
     * @param where the file
     * @param bytes what is about to be allocated
     * @param what what it is for
     * @throws CheckpointException where they cannot
     */
    public static void check(Object where, long bytes, String what) throws CheckpointException {
        Runtime runtime = Runtime.getRuntime();
        long used = runtime.totalMemory() - runtime.freeMemory();
        if (bytes > runtime.maxMemory() || bytes > runtime.maxMemory() - used && bytes > afterCollection()) {
            throw new CheckpointException(
                    where,
                    String.format(
                            Locale.ROOT,
                            "no room for %s: %.0f MiB, where Java may use %.0f MiB; allow more with -Xmx%.0fm",
                            what,
                            bytes / MIB,
                            runtime.maxMemory() / MIB,
                            1.25 * bytes / MIB + 64));
        }
    }

    /** Checks that a model can run: its vectors and one sequence's activations on the heap, its matrices outside of it. */
    static void checkModel(Object where, Configuration configuration, TensorNames names, Storage storage)
            throws CheckpointException {
        long elements = names.embedding().count()
                + names.linears().stream()
                        .mapToLong(linear -> linear.weight().count())
                        .sum();
        long matrices = storage.bytes() * elements;
        long vectors = Float.BYTES * (names.parameterCount() - elements);
        check(where, vectors + Transformer.heapBytes(configuration, configuration.length()), "one text's activations");
        if (matrices < SMALL) {
            return;
        }
        long limit = directLimit();
        if (matrices > limit) {
            throw new CheckpointException(
                    where,
                    String.format(
                            Locale.ROOT,
                            "no room for the model's matrices: %.0f MiB, where Java may use %.0f MiB outside its heap;"
                                    + " allow more with -XX:MaxDirectMemorySize=%.0fm",
                            matrices / MIB,
                            limit / MIB,
                            1.25 * matrices / MIB));
        }
        long machine = machine();
        if (matrices + vectors > machine) {
            throw new CheckpointException(
                    where,
                    String.format(
                            Locale.ROOT,
                            "the model takes %.0f MiB, the machine has %.0f MiB; use one with more memory",
                            (matrices + vectors) / MIB,
                            machine / MIB));
        }
    }

    /** What may be allocated outside the heap: by default as much as the heap may take. */
    private static long directLimit() {
        long limit = Long.parseLong(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption("MaxDirectMemorySize")
                .getValue());
        return limit == 0 ? Runtime.getRuntime().maxMemory() : limit;
    }

    /** The machine's memory, or that of the container. */
    private static long machine() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    /** What is free once garbage is gone. Asked only where memory seems short. */
    private static long afterCollection() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
    }
}
