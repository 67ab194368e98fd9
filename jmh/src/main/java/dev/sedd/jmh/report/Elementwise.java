package dev.sedd.jmh.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Kernels that are no products: the time of an element against that of copying it, and against the JDK's Math. */
final class Elementwise {
    private static final int ROWS = 256;
    private static final int WIDTH = 384;

    private static final List<Kernel> KERNELS = List.of(
            new Kernel("GELU, exact", "Gelu", "erf", Map.of(), 1),
            new Kernel("GELU, by tanh", "Gelu", "tanh", Map.of(), 1),
            new Kernel("SiLU", "Silu", "apply", Map.of(), 1),
            new Kernel("softmax of 256", "Softmax", "softmax", Map.of("n", "256"), ROWS * 256),
            new Kernel("softmax of 65", "Softmax", "softmax", Map.of("n", "65"), ROWS * 65),
            new Kernel("log-softmax of 65", "Softmax", "logSoftmax", Map.of("n", "65"), ROWS * 65),
            new Kernel("LayerNorm", "LayerNorm", "apply", Map.of("width", "384"), ROWS * WIDTH),
            new Kernel("LayerNorm, modulated", "LayerNorm", "modulate", Map.of("width", "384"), ROWS * WIDTH));

    /**
     * A kernel.
     *
     * @param elements what one operation of its benchmark does
     */
    private record Kernel(String name, String benchmark, String method, Map<String, String> parameters, int elements) {
        /** Nanoseconds an element of a method of its benchmark. */
        OptionalDouble nanoseconds(Measurements all, String which) {
            return Figures.times(Measurements.seconds(all.find(benchmark, which, parameters)), 1e9 / elements);
        }
    }

    private Elementwise() {}

    static Optional<Section> section(Measurements all) {
        List<List<String>> rows = new ArrayList<>();
        Map<String, Map<String, OptionalDouble>> bars = new LinkedHashMap<>();
        List.of("kernel", "copy", "JDK's Math").forEach(series -> bars.put(series, new LinkedHashMap<>()));
        for (Kernel kernel : KERNELS) {
            OptionalDouble own = kernel.nanoseconds(all, kernel.method);
            if (own.isEmpty()) {
                continue;
            }
            OptionalDouble copy = kernel.nanoseconds(all, "copy");
            OptionalDouble scalar = kernel.nanoseconds(all, "scalar");
            rows.add(List.of(
                    kernel.name,
                    Figures.small(own),
                    Figures.small(copy),
                    Figures.ratio(own, copy),
                    Figures.small(scalar),
                    Figures.ratio(scalar, own)));
            bars.get("kernel").put(kernel.name, own);
            bars.get("copy").put(kernel.name, copy);
            bars.get("JDK's Math").put(kernel.name, scalar);
        }
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Section(
                "Elementwise kernels",
                "Nanoseconds an element on one thread, on the notebook's shapes. Copy is System.arraycopy of the same array."
                        + " The JDK's Math is a plain loop with Math.exp, tanh or sqrt. GELU's is the form by tanh in both"
                        + " rows, since the JDK has no error function; log-softmax's is the softmax, and LayerNorm's the"
                        + " modulated form in both rows. No pass calls the softmax rows: attention has its own; nor GELU's, which"
                        + " layers do in the store, nor SiLU's on so many elements.",
                new Table(
                        List.of("kernel", "ns", "copy, ns", "times a copy", "JDK's Math, ns", "times as fast as that"),
                        rows),
                Optional.of(new Picture(
                        "elementwise.png",
                        "nanoseconds of an element, on a logarithmic axis",
                        Charts.logarithmicBars("ns an element, logarithmic", bars)))));
    }
}
