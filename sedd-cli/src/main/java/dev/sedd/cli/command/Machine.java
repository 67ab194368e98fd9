package dev.sedd.cli.command;

import dev.sedd.kernels.VectorWidth;

/**
 * What the program sees of the machine that it runs on.
 *
 * @param java the version of the running Java, and who made it
 * @param home where it is installed
 * @param system operating system and processor architecture
 * @param vectorModule the module of the Vector API, or "missing" where it is not switched on
 * @param vectorBits bits in a vector
 * @param processors processors that this process may use
 * @param heapBytes the most that the heap may grow to
 */
record Machine(
        String java, String home, String system, String vectorModule, int vectorBits, int processors, long heapBytes) {
    /** Looks. */
    static Machine look() {
        return new Machine(
                System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vendor"),
                System.getProperty("java.home"),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"),
                ModuleLayer.boot()
                        .findModule("jdk.incubator.vector")
                        .map(Module::getName)
                        .orElse("missing"),
                VectorWidth.bits(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory());
    }
}
