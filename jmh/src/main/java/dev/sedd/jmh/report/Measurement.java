package dev.sedd.jmh.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.openjdk.jmh.util.ListStatistics;

/**
 * What JMH found for one benchmark with one set of parameters, which may have been run more than once. Figures are those of the
 * best iteration: on a shared machine the others tell more about its other guests. Of what was measured in turns,
 * {@link #median} is shown.
 *
 * @param benchmark the class's name, without package and "Benchmark"
 * @param method the method's name
 * @param parameters by name
 * @param unit of the iterations, such as "us/op"
 * @param iterations what each showed, at least one
 * @param counters what the benchmark counts beside its time, of every iteration, by name
 */
record Measurement(
        String benchmark,
        String method,
        Map<String, String> parameters,
        String unit,
        List<Double> iterations,
        Map<String, List<Double>> counters) {
    /** This one's iterations and those of the same benchmark at another time. */
    Measurement and(Measurement later) {
        Map<String, List<Double>> all = new TreeMap<>(counters);
        later.counters.forEach((name, values) -> all.merge(name, values, Measurement::concatenation));
        return new Measurement(benchmark, method, parameters, unit, concatenation(iterations, later.iterations), all);
    }

    private static List<Double> concatenation(List<Double> first, List<Double> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /** The mean of all iterations. */
    double mean() {
        return statistics(iterations).getMean();
    }

    /** Half the width of the mean's 99.9 % confidence interval; NaN where there are too few iterations for one. */
    double error() {
        return statistics(iterations).getMeanErrorAt(0.999);
    }

    private static ListStatistics statistics(List<Double> values) {
        return new ListStatistics(
                values.stream().mapToDouble(Double::doubleValue).toArray());
    }

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

    /**
     * The median of what a counter was in the iterations, where the benchmark has it: for what was measured in turns, which take the
     * same time whatever they show, so that none of them is the best.
     */
    OptionalDouble median(String name) {
        return Optional.ofNullable(counters.get(name))
                .map(values -> OptionalDouble.of(statistics(values).getPercentile(50)))
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
