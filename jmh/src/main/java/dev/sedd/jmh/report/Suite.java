package dev.sedd.jmh.report;

import dev.sedd.jmh.GenerationBenchmark;
import dev.sedd.jmh.report.Part.Pace;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** What is measured, in this order: around the notebook's network, or around the paper's small one. */
final class Suite {
    static final String NOTEBOOK = "notebook";
    static final String PUBLISHED = "published";

    /** The suites there are. */
    static final List<String> NAMES = List.of(NOTEBOOK, PUBLISHED);

    /** Measured more than once, since its highest is what all else is compared with. */
    private static final Part PEAK = full("FmaPeak", Map.of("threads", Threads.doubled()));

    /** The naive loops are measured on the small shapes alone: at 4096² they take minutes. */
    private static final List<Part> AROUND_NOTEBOOK = List.of(
            PEAK,
            full("Gemm", ladder("NAIVE,TILED,VECTOR", "1")),
            full("Gemm", ladder("PARALLEL,STRASSEN", Threads.oneAndAll())),
            full("Gemm", gemm("PARALLEL", "512x512x512,2048x2048x2048,4096x4096x4096", Threads.oneAndAll())),
            full("Strassen", Map.of("size", "2048,4096", "levels", "0,1,2", "threads", Threads.all())),
            new Part("SmallGemm", Map.of(), Pace.BRIEF),
            full("Linear", linear("256x1152x384,256x384x384,256x384x1536", "NONE")),
            full("Linear", linear("256x1536x384", "NONE,GELU_ERF")),
            full("Attention", Map.of("shape", "256x6", "threads", Threads.oneAndAll())),
            new Part("LayerNorm", Map.of("width", "384"), Pace.BRIEF),
            new Part("Softmax", Map.of("n", "65,256"), Pace.BRIEF),
            new Part("Gelu", Map.of(), Pace.BRIEF),
            new Part("Silu", Map.of(), Pace.BRIEF),
            network("ForwardPass", Map.of("network", "NOTEBOOK", "batch", "1,8", "threads", Threads.doubled())),
            network("SamplerStep", Map.of("sampler", "TWEEDIE", "threads", Threads.oneAndAll())),
            PEAK,
            network("TrainingStep", Map.of("threads", Threads.oneAndAll())),
            new Part("Generation", Map.of(), Pace.SHOTS));

    private static final List<Part> AROUND_PUBLISHED = List.of(
            PEAK,
            network("ForwardPass", Map.of("network", "SMALL", "batch", "1", "threads", Threads.oneAndAll())),
            new Part("PublishedPass", Map.of("threads", Threads.all()), Pace.SHOTS),
            PEAK,
            new Part("PublishedStep", Map.of("threads", Threads.all()), Pace.SHOTS));

    private Suite() {}

    /**
     * Runs the parts whose names hold a match of the expression, each benchmark in a process of its own, and returns
     * JMH's JSON. A part that fails is left out, and the others are run all the same.
     *
     * @param suite one of {@link #NAMES}
     * @param more what is measured beside this project's own
     * @param failed receives a line for each part that failed
     * @throws RunnerException where all of them fail
     * @throws IllegalArgumentException where nothing matches, or there is no such suite
     * @throws IllegalStateException where a generation is to be measured and the command line is not built
     */
    static String run(String suite, String benchmarks, Time time, List<Part> more, List<String> failed)
            throws RunnerException {
        List<Part> all = Stream.concat(parts(suite).stream(), more.stream()).toList();
        Pattern pattern = Pattern.compile(benchmarks);
        List<Part> parts = all.stream()
                .filter(part -> pattern.matcher(part.benchmark()).find())
                .toList();
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("benchmarks=" + benchmarks + " matches none of "
                    + all.stream().map(Part::benchmark).distinct().toList());
        }
        if (parts.stream().anyMatch(part -> part.benchmark().equals("Generation"))
                && !Files.exists(GenerationBenchmark.script().resolveSibling("sedd-cli/target/sedd-cli.jar"))) {
            throw new IllegalStateException("Generation starts " + GenerationBenchmark.script()
                    + ", whose sedd-cli/target/sedd-cli.jar is not there; run mvn install first");
        }
        List<RunResult> results = new ArrayList<>();
        for (Part part : parts) {
            try {
                results.addAll(run(part, time));
            } catch (RunnerException e) {
                failed.add("Failed, and left out: " + part.benchmark() + " " + part.parameters());
                if (failed.size() == parts.size()) {
                    throw e;
                }
            }
        }
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(json, true, StandardCharsets.UTF_8);
        ResultFormatFactory.getInstance(ResultFormatType.JSON, stream).writeOut(results);
        return json.toString(StandardCharsets.UTF_8);
    }

    private static List<Part> parts(String suite) {
        return switch (suite) {
            case NOTEBOOK -> AROUND_NOTEBOOK;
            case PUBLISHED -> AROUND_PUBLISHED;
            default -> throw new IllegalArgumentException("suite=" + suite + " is not one of " + NAMES);
        };
    }

    private static List<RunResult> run(Part part, Time time) throws RunnerException {
        int warmups = switch (part.pace()) {
            case SHOTS -> 1;
            case NETWORK -> 4 * time.warmups;
            case FULL, BRIEF -> time.warmups;
        };
        int slices = part.pace().slices;
        int milliseconds = part.pace() == Pace.BRIEF ? time.milliseconds / 4 : time.milliseconds;
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("\\." + part.benchmark() + "Benchmark\\.")
                .warmupIterations(warmups)
                .warmupTime(TimeValue.milliseconds(time.milliseconds))
                .measurementIterations(part.pace() == Pace.SHOTS ? time.shots : time.iterations * slices)
                .measurementTime(TimeValue.milliseconds(milliseconds / slices))
                .shouldFailOnError(true);
        part.parameters().forEach((name, values) -> options.param(name, values.split(",")));
        return List.copyOf(new Runner(options.build()).run());
    }

    private static Part full(String benchmark, Map<String, String> parameters) {
        return new Part(benchmark, parameters, Pace.FULL);
    }

    private static Part network(String benchmark, Map<String, String> parameters) {
        return new Part(benchmark, parameters, Pace.NETWORK);
    }

    private static Map<String, String> ladder(String algorithms, String threads) {
        return gemm(algorithms, Ladder.NETWORK + "," + Ladder.SQUARE, threads);
    }

    private static Map<String, String> gemm(String algorithms, String shapes, String threads) {
        return Map.of("algorithm", algorithms, "shape", shapes, "threads", threads);
    }

    private static Map<String, String> linear(String shapes, String activations) {
        return Map.of("shape", shapes, "activation", activations, "threads", Threads.oneAndAll());
    }
}
