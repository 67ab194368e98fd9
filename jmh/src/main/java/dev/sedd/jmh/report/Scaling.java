package dev.sedd.jmh.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How many times as fast as one thread the most are, for everything of this project that was measured on both. */
final class Scaling {
    private static final String THREADS = "threads";

    private Scaling() {}

    static Optional<Section> section(Measurements all) {
        int most = all.mostThreads();
        if (most == 1) {
            return Optional.empty();
        }
        List<List<String>> rows = new ArrayList<>();
        Map<String, OptionalDouble> bars = new LinkedHashMap<>();
        for (Measurement one : all.all()) {
            if (one.benchmark().startsWith("Peer")
                    || !"1".equals(one.parameters().get(THREADS))) {
                continue;
            }
            on(all, one, most).ifPresent(fastest -> {
                String name = name(one);
                OptionalDouble factor = OptionalDouble.of(factor(one, fastest));
                List<String> row = new ArrayList<>(List.of(name));
                all.threads()
                        .forEach(
                                n -> row.add(on(all, one, n).map(Scaling::value).orElse(Figures.NONE)));
                row.add(Figures.number(factor));
                rows.add(row);
                bars.put(name, factor);
            });
        }
        String count = Threads.inWords(most);
        List<String> head = new ArrayList<>(List.of("benchmark"));
        all.threads().forEach(n -> head.add(Threads.inDigits(n)));
        head.add("times as fast");
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Section(
                        "More threads than one",
                        "The same work, GFLOP/s where the benchmark counts them and the time of one call otherwise. With a core"
                                + " for each thread " + most
                                + " times as fast is the most that there can be; FmaPeak shows what"
                                + " these cores give.",
                        new Table(head, rows),
                        Optional.of(new Picture(
                                "scaling.png",
                                "how many times as fast " + count + " are as one",
                                Charts.horizontalBars(count + ", times as fast as one", bars)))));
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

    /** The same on another number of threads, where it was measured. */
    private static Optional<Measurement> on(Measurements all, Measurement one, int threads) {
        Map<String, String> parameters = new TreeMap<>(one.parameters());
        parameters.put(THREADS, Integer.toString(threads));
        return all.find(one.benchmark(), one.method(), parameters);
    }

    /** The benchmark's name, its method's where that is not the only one, and all parameters but the threads. */
    private static String name(Measurement one) {
        String name = one.benchmark().equals("SamplerStep") ? one.benchmark() + "." + one.method() : one.benchmark();
        return one.parameters().entrySet().stream()
                .filter(parameter -> !parameter.getKey().equals(THREADS))
                .map(Map.Entry::toString)
                .collect(Collectors.joining(" ", name + " ", ""))
                .strip();
    }
}
