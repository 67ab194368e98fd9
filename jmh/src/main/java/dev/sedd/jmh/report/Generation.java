package dev.sedd.jmh.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The time of one generation with the notebook's network for every rung of the ladder, and for its forward pass. */
final class Generation {
    private Generation() {}

    static Optional<Section> section(Measurements all) {
        Map<String, OptionalDouble> passes = new LinkedHashMap<>();
        for (String algorithm : new String[] {"NAIVE", "TILED", "VECTOR"}) {
            passes.put(algorithm + ", 1 thread, computed", computed(Ladder.networkRate(all, algorithm, 1)));
        }
        for (int threads : all.threads()) {
            passes.put("network on " + Threads.inDigits(threads) + ", measured", all.forwardPass(1, threads));
        }
        passes.values().removeIf(OptionalDouble::isEmpty);
        if (passes.isEmpty()) {
            return Optional.empty();
        }
        int most = all.mostThreads();
        if (all.peak(most).isPresent()) {
            passes.put("FMA peak, " + Threads.inDigits(most) + ", computed", computed(all.peak(most)));
        }
        OptionalDouble naive = passes.getOrDefault("NAIVE, 1 thread, computed", OptionalDouble.empty());
        List<List<String>> rows = new ArrayList<>();
        Map<String, OptionalDouble> bars = new LinkedHashMap<>();
        passes.forEach((name, pass) -> {
            OptionalDouble generation = Figures.times(pass, Pass.PASSES);
            rows.add(List.of(
                    name,
                    Figures.number(Figures.times(pass, 1e3)),
                    Figures.number(generation),
                    Figures.ratio(naive, pass)));
            bars.put(name, generation);
        });
        return Optional.of(new Section(
                "One generation",
                Pass.PASSES + " forward passes (128 steps and the denoising) of the notebook's network, one text of 256"
                        + " characters. Measured: " + Pass.PASSES + " times a measured pass. Computed: " + Pass.PASSES
                        + " times the " + Figures.number(Pass.gflop())
                        + " GFLOP of a pass's products and attention, at the rate of that algorithm in the ladder's first"
                        + " column; a lower bound, since nothing else is counted. The network's weights are packed once"
                        + " and its elementwise work fused, which the rungs below do not have. STRASSEN is PARALLEL on"
                        + " products this small.",
                new Table(List.of("rung", "pass, ms", "generation, s", "times as fast as NAIVE"), rows),
                Optional.of(new Picture(
                        "generation.png",
                        "seconds of one generation, on a logarithmic axis",
                        Charts.logarithmicBars("seconds, logarithmic", Map.of("one generation", bars))))));
    }

    private static OptionalDouble computed(OptionalDouble rate) {
        return rate.isPresent() ? OptionalDouble.of(Pass.gflop() / rate.getAsDouble()) : rate;
    }
}
