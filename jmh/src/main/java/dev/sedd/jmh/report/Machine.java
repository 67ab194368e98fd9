package dev.sedd.jmh.report;

import dev.sedd.kernels.VectorWidth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What the figures were measured on.
 *
 * @param processor its name, where the system tells it
 * @param system the operating system
 * @param cores processors that this process may use
 * @param vectorBits bits in a vector of the kernels
 * @param jdk the Java that measured
 * @param heapMegabytes the largest heap of one process
 */
record Machine(String processor, String system, int cores, int vectorBits, String jdk, long heapMegabytes) {
    /** The machine that this runs on; the measuring processes are started by the same Java. */
    static Machine here() {
        Runtime runtime = Runtime.getRuntime();
        return new Machine(
                processorName(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                runtime.availableProcessors(),
                VectorWidth.bits(),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                runtime.maxMemory() >> 20);
    }

    private static String processorName() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
