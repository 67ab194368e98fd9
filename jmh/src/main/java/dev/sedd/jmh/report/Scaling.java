package dev.sedd.jmh.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How much faster two threads are than one, for everything of this project that was measured on both. */
final class Scaling {
    private static final String THREADS = "threads";

    private Scaling() {}

    static Optional<Section> section(Measurements all) {
        List<List<String>> rows = new ArrayList<>();
        Map<String, OptionalDouble> bars = new LinkedHashMap<>();
        for (Measurement one : all.all()) {
            if (one.benchmark().startsWith("Peer")
                    || !"1".equals(one.parameters().get(THREADS))) {
                continue;
            }
            Map<String, String> parameters = new TreeMap<>(one.parameters());
            parameters.put(THREADS, "2");
            all.find(one.benchmark(), one.method(), parameters).ifPresent(two -> {
                parameters.remove(THREADS);
                String name = parameters.entrySet().stream()
                        .map(Map.Entry::toString)
                        .collect(Collectors.joining(" ", name(one) + " ", ""))
                        .strip();
                OptionalDouble factor = OptionalDouble.of(factor(one, two));
                rows.add(List.of(name, value(one), value(two), Figures.number(factor)));
                bars.put(name, factor);
            });
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Section(
                        "Two threads against one",
                        "The same work, GFLOP/s where the benchmark counts them and the time of one call otherwise. Two is"
                                + " the most that two cores can give.",
                        new Table(List.of("benchmark", "1 thread", "2 threads", "times as fast"), rows),
                        Optional.of(new Picture(
                                "scaling.png",
                                "how many times as fast two threads are as one",
                                Charts.horizontalBars("two threads, times as fast as one", bars)))));
    }

    private static double factor(Measurement one, Measurement two) {
        return one.gflops().isPresent() && two.gflops().isPresent()
                ? two.gflops().getAsDouble() / one.gflops().getAsDouble()
                : one.seconds() / two.seconds();
    }

    private static String value(Measurement measurement) {
        return measurement.gflops().isPresent()
                ? Figures.number(measurement.gflops()) + " GFLOP/s"
                : Figures.number(measurement.best()) + " " + measurement.unit();
    }

    /** The benchmark's, and its method's where that is not the only one. */
    private static String name(Measurement one) {
        return one.benchmark().equals("SamplerStep") ? one.benchmark() + "." + one.method() : one.benchmark();
    }
}
