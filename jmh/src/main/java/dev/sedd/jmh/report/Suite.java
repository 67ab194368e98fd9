package dev.sedd.jmh.report;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * What is measured, in this order. A part is a benchmark's class and those of its parameters that are not left as the
 * class has them. The naive loops are measured on the small shapes alone: at 4096² they would take minutes.
 */
final class Suite {
    private static final String ALL_THREADS = "1,2";

    private static final List<Part> PARTS = List.of(
            new Part("FmaPeak", Map.of("threads", ALL_THREADS)),
            new Part("Gemm", ladder("NAIVE,TILED,VECTOR", "1")),
            new Part("Gemm", ladder("PARALLEL,STRASSEN", ALL_THREADS)),
            new Part("Strassen", Map.of("size", "2048,4096", "levels", "0,1,2", "threads", "2")),
            new Part("Linear", linear("256x1152x384,256x384x384,256x384x1536", "NONE")),
            new Part("Linear", linear("256x1536x384", "NONE,GELU_ERF")),
            new Part("Attention", Map.of("shape", "256x6", "threads", ALL_THREADS)),
            new Part("LayerNorm", Map.of("width", "384")),
            new Part("Softmax", Map.of("n", "65,256")),
            new Part("Gelu", Map.of()),
            new Part("Silu", Map.of()),
            new Part("ForwardPass", Map.of("network", "NOTEBOOK", "batch", "1,8", "threads", ALL_THREADS)),
            new Part("TrainingStep", Map.of("threads", ALL_THREADS)));

    private record Part(String name, Map<String, String> parameters) {}

    private Suite() {}

    /**
     * Runs the parts whose names hold a match of the expression, each benchmark in a process of its own, and returns
     * JMH's JSON.
     */
    static String run(String benchmarks, Time time) throws RunnerException {
        Pattern pattern = Pattern.compile(benchmarks);
        List<Part> parts =
                PARTS.stream().filter(part -> pattern.matcher(part.name).find()).toList();
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("benchmarks=" + benchmarks + " matches none of "
                    + PARTS.stream().map(Part::name).distinct().toList());
        }
        List<RunResult> results = new ArrayList<>();
        for (Part part : parts) {
            results.addAll(run(part, time));
        }
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(json, true, StandardCharsets.UTF_8);
        ResultFormatFactory.getInstance(ResultFormatType.JSON, stream).writeOut(results);
        return json.toString(StandardCharsets.UTF_8);
    }

    private static List<RunResult> run(Part part, Time time) throws RunnerException {
        TimeValue iteration = TimeValue.milliseconds(time.milliseconds);
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("\\." + part.name + "Benchmark\\.")
                .warmupIterations(time.warmups)
                .warmupTime(iteration)
                .measurementIterations(time.iterations)
                .measurementTime(iteration)
                .shouldFailOnError(true);
        part.parameters.forEach((name, values) -> options.param(name, values.split(",")));
        return List.copyOf(new Runner(options.build()).run());
    }

    private static Map<String, String> ladder(String algorithms, String threads) {
        return Map.of("algorithm", algorithms, "shape", Ladder.NETWORK + "," + Ladder.SQUARE, "threads", threads);
    }

    private static Map<String, String> linear(String shapes, String activations) {
        return Map.of("shape", shapes, "activation", activations, "threads", ALL_THREADS);
    }
}
