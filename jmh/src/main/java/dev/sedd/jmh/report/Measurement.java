package dev.sedd.jmh.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What JMH found for one benchmark with one set of parameters. Figures are those of the best iteration: on a shared machine the
 * others tell more about its other guests.
 *
 * @param benchmark the class's name, without package and "Benchmark"
 * @param method the method's name
 * @param parameters by name
 * @param score JMH's mean
 * @param error half the width of its 99.9 % confidence interval; NaN where one iteration was run
 * @param unit of both, such as "us/op"
 * @param iterations of what {@code score} is the mean, at least one
 * @param counters what the benchmark counts beside its time, of every iteration, by name
 */
record Measurement(
        String benchmark,
        String method,
        Map<String, String> parameters,
        double score,
        double error,
        String unit,
        List<Double> iterations,
        Map<String, List<Double>> counters) {
    /** The best iteration's, in {@code unit}. */
    double best() {
        return iterations.get(bestIteration());
    }

    private int bestIteration() {
        boolean rate = unit.equals("ops/s");
        int best = 0;
        for (int i = 1; i < iterations.size(); i++) {
            boolean more = iterations.get(i) > iterations.get(best);
            best = more == rate ? i : best;
        }
        return best;
    }

    /** Billions of floating-point operations a second, where the benchmark counts them. */
    OptionalDouble gflops() {
        return counter("gflop");
    }

    /** What a counter was in the best iteration, where the benchmark has it. */
    OptionalDouble counter(String name) {
        return Optional.ofNullable(counters.get(name))
                .map(values -> OptionalDouble.of(values.get(bestIteration())))
                .orElse(OptionalDouble.empty());
    }

    /** The time of one call in seconds. */
    double seconds() {
        return switch (unit) {
            case "ops/s" -> 1 / best();
            case "s/op" -> best();
            case "ms/op" -> best() * 1e-3;
            case "us/op" -> best() * 1e-6;
            case "ns/op" -> best() * 1e-9;
            default -> throw new IllegalStateException(benchmark + "." + method + " is in " + unit + ", not a time");
        };
    }
}
