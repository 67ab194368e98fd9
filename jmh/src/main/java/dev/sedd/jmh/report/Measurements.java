package dev.sedd.jmh.report;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The measurements of one run.
 *
 * @param all in the order in which they were made; what was measured more than once stands where it was first
 * @param flags of the Java that measured; where some measurements had others, all of them, with " or " between
 */
record Measurements(List<Measurement> all, String flags) {
    /** Reads what JMH writes with {@code -rf json}. */
    static Measurements parse(String json) {
        Map<List<Object>, Measurement> all = new LinkedHashMap<>();
        Set<String> flags = new LinkedHashSet<>();
        for (JsonNode result : new JsonMapper().readTree(json)) {
            Measurement one = measurement(result);
            all.merge(List.of(one.benchmark(), one.method(), one.parameters()), one, Measurement::and);
            flags.add(StreamSupport.stream(result.get("jvmArgs").spliterator(), false)
                    .map(JsonNode::asString)
                    .collect(Collectors.joining(" ")));
        }
        return new Measurements(List.copyOf(all.values()), String.join(" or ", flags));
    }

    private static Measurement measurement(JsonNode result) {
        String[] name = result.get("benchmark").asString().split("\\.");
        Map<String, String> parameters = new TreeMap<>();
        if (result.has("params")) {
            result.get("params")
                    .properties()
                    .forEach(entry ->
                            parameters.put(entry.getKey(), entry.getValue().asString()));
        }
        JsonNode primary = result.get("primaryMetric");
        Map<String, List<Double>> counters = new TreeMap<>();
        result.get("secondaryMetrics")
                .properties()
                .forEach(entry -> counters.put(entry.getKey(), iterations(entry.getValue())));
        return new Measurement(
                name[name.length - 2].replaceFirst("Benchmark$", ""),
                name[name.length - 1],
                parameters,
                primary.get("scoreUnit").asString(),
                iterations(primary),
                counters);
    }

    private static List<Double> iterations(JsonNode metric) {
        return StreamSupport.stream(metric.get("rawData").spliterator(), false)
                .flatMap(fork -> StreamSupport.stream(fork.spliterator(), false))
                .map(Measurements::number)
                .toList();
    }

    /** JMH writes NaN as a string. */
    private static double number(JsonNode node) {
        return Double.parseDouble(node.asString());
    }

    /** The numbers of threads that anything was measured on, from the least. */
    List<Integer> threads() {
        return all.stream()
                .map(one -> one.parameters().get("threads"))
                .filter(Objects::nonNull)
                .map(Integer::valueOf)
                .distinct()
                .sorted()
                .toList();
    }

    /** The largest number of threads that anything was measured on. */
    int mostThreads() {
        List<Integer> threads = threads();
        return threads.isEmpty() ? 1 : threads.getLast();
    }

    /** The measurement of that benchmark with at least those parameters. */
    Optional<Measurement> find(String benchmark, String method, Map<String, String> parameters) {
        return all.stream()
                .filter(one -> one.benchmark().equals(benchmark) && one.method().equals(method))
                .filter(one -> one.parameters().entrySet().containsAll(parameters.entrySet()))
                .findFirst();
    }

    /** The peak of fused multiply-adds in GFLOP/s, the highest that was measured: a shared machine has loud minutes. */
    OptionalDouble peak(int threads) {
        return find("FmaPeak", "run", Map.of("threads", Integer.toString(threads)))
                .map(Measurement::gflops)
                .orElse(OptionalDouble.empty());
    }

    /** Seconds of one forward pass of the notebook's network, where it was measured. */
    OptionalDouble forwardPass(int batch, int threads) {
        return seconds(find(
                "ForwardPass",
                "forward",
                Map.of("network", "NOTEBOOK", "batch", Integer.toString(batch), "threads", Integer.toString(threads))));
    }

    /** The time of one call, where it was measured. */
    static OptionalDouble seconds(Optional<Measurement> measurement) {
        return measurement.map(one -> OptionalDouble.of(one.seconds())).orElse(OptionalDouble.empty());
    }

    /** GFLOP/s of a benchmark that counts them, where it was measured. */
    OptionalDouble gflops(String benchmark, Map<String, String> parameters) {
        return find(benchmark, "multiply", parameters).map(Measurement::gflops).orElse(OptionalDouble.empty());
    }
}
