package dev.sedd.jmh.report;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What JMH found for one benchmark with one set of parameters.
 *
 * @param benchmark the class's name, without package and "Benchmark"
 * @param method the method's name
 * @param parameters by name
 * @param score JMH's mean
 * @param error half the width of its 99.9 % confidence interval; NaN where one iteration was run
 * @param unit of both, such as "us/op"
 * @param counters what the benchmark counts beside its time, means, by name
 */
record Measurement(
        String benchmark,
        String method,
        Map<String, String> parameters,
        double score,
        double error,
        String unit,
        Map<String, Double> counters) {
    /** Billions of floating-point operations a second, where the benchmark counts them. */
    OptionalDouble gflops() {
        return counter("gflop");
    }

    /** The mean of a counter, where the benchmark has it. */
    OptionalDouble counter(String name) {
        return Optional.ofNullable(counters.get(name)).map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }

    /** Mean time of one call in seconds. */
    double seconds() {
        return switch (unit) {
            case "ops/s" -> 1 / score;
            case "s/op" -> score;
            case "ms/op" -> score * 1e-3;
            case "us/op" -> score * 1e-6;
            case "ns/op" -> score * 1e-9;
            default -> throw new IllegalStateException(benchmark + "." + method + " is in " + unit + ", not a time");
        };
    }
}
