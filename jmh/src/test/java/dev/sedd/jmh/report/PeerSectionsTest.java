package dev.sedd.jmh.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds the sections that compare against figures worked out by hand. */
class PeerSectionsTest {
    private final List<String> results = new ArrayList<>();

    @BeforeEach
    void drawWithoutScreen() {
        System.setProperty("java.awt.headless", "true");
    }

    @Test
    void leavesOutWhatWasNotMeasured() {
        Measurements none = Measurements.parse("[]");
        assertThat(List.of(
                        PeerProducts.section(none, 1),
                        PeerRatios.section(none),
                        SmallProducts.section(none),
                        PeerPasses.section(none),
                        Published.section(none),
                        Elementwise.section(none),
                        Processes.section(none),
                        Processes.steps(none)))
                .allMatch(Optional::isEmpty);
    }

    @Test
    void showsProductsAndTheirRatios() {
        product("SEDD_PACKED", "256x384x384", 1, 220);
        product("SEDD", "256x384x384", 1, 190);
        product("OPENBLAS_AVX512", "256x384x384", 1, 200);
        product("NETLIB", "256x384x384", 1, 50);
        product("SEDD_PACKED", "256x384x384", 2, 400);
        product("OPENBLAS_AVX512", "256x384x384", 2, 400);
        add("FmaPeak", "run", "\"threads\": \"1\"", 1, "ops/s", counter("gflop", 250));
        assertThat(rows(PeerProducts.section(all(), 1)))
                .containsExactly(List.of("256×384×384", "220", "190", "200", "50.0", "88.0 %"));
        assertThat(rows(PeerProducts.section(all(), 2))).containsExactly(List.of("256×384×384", "400", "400", "–"));
        assertThat(rows(PeerRatios.section(all())))
                .containsExactly(
                        List.of("256×384×384", "packed", "1", "1.10", "4.40"),
                        List.of("256×384×384", "packed", "2", "1.00", "–"),
                        List.of("256×384×384", "plain", "1", "0.95", "3.80"));
    }

    /** √(4 · 1) = 2. */
    @Test
    void takesTheGeometricMeanOfSmallProducts() {
        product("SEDD", "8x8x8", 1, 4);
        product("OPENBLAS_AVX512", "8x8x8", 1, 1);
        product("SEDD", "1x64x64", 1, 0.5);
        product("OPENBLAS_AVX512", "1x64x64", 1, 0.5);
        product("SEDD", "512x512x512", 1, 200);
        assertThat(rows(SmallProducts.section(all())))
                .containsExactly(
                        List.of("8×8×8", "4.00", "1.00"),
                        List.of("1×64×64", "0.500", "0.500"),
                        List.of("SEDD is faster, geometric mean", "–", "2.00 ×"));
    }

    /** The iteration that took the least time is the first. */
    @Test
    void takesTheMediansOfWhatWasMeasuredInTurns() {
        String counters = counter("seddMilliseconds", 30, 20, 21) + ", " + counter("onnxMilliseconds", 31, 24, 25.2);
        String parameters = "\"network\": \"NOTEBOOK\", \"batch\": \"1\", \"threads\": \"2\"";
        add("PeerForwardPass", "forward", parameters, "8000, 8001, 8002", "ms/op", counters);
        assertThat(rows(PeerPasses.section(all())))
                .containsExactly(List.of("1", "2", "21.0", "25.2", "1.20", "–", "–"));
    }

    /** 8 · 8.456 GFLOP at 200 GFLOP/s are 338 ms. */
    @Test
    void comparesPassesWithOnnxRuntimeAndThePeak() {
        passes("NOTEBOOK", 8, 1, 400, 500);
        add("FmaPeak", "run", "\"threads\": \"1\"", 1, "ops/s", counter("gflop", 200));
        assertThat(rows(PeerPasses.section(all())))
                .containsExactly(List.of("8", "1", "400", "500", "1.25", "338", "1.18"));
    }

    @Test
    void comparesElementwiseKernelsWithACopyAndTheJdk() {
        add("Silu", "apply", "", 0.3, "ns/op", "");
        add("Silu", "copy", "", 0.1, "ns/op", "");
        add("Silu", "scalar", "", 9, "ns/op", "");
        assertThat(rows(Elementwise.section(all())))
                .containsExactly(List.of("SiLU", "0.300", "0.100", "3.00", "9.00", "30.0"));
    }

    /** The counters of the best shot, though JMH's score is their sum; 129 · 20 ms = 2.58 s. */
    @Test
    void comparesAProcessWithItsPasses() {
        String milestones = counter("firstStepSeconds", 1, 0.9) + ", " + counter("peakMegabytes", 180, 200) + ", "
                + counter("passMilliseconds", 25, 20);
        add("Generation", "generate", "\"model\": \"NOTEBOOK\"", "4.5, 3.225", "s/op", milestones);
        assertThat(rows(Processes.section(all())))
                .containsExactly(List.of("the notebook's network", "3.23", "0.90", "200", "2.58", "1.25"));
    }

    @Test
    void showsWhatOfAStepIsDrawing() {
        String parameters = "\"sampler\": \"TWEEDIE\", \"threads\": \"1\"";
        add("SamplerStep", "step", parameters, 50, "ms/op", "");
        add("SamplerStep", "draw", parameters, 0.5, "ms/op", "");
        assertThat(rows(Processes.steps(all()))).containsExactly(List.of("1", "50.0", "–", "0.500", "1.00 %"));
    }

    /** 291.7 GFLOP in 800 ms are 365 GFLOP/s; a pass of four texts in 3400 ms takes 850 ms a text. */
    @Test
    void comparesThePublishedNetworksPassesAndSteps() {
        String alone = "\"network\": \"SMALL\", \"batch\": \"1\", \"threads\": \"2\", \"storage\": \"FLOAT32\"";
        add("ForwardPass", "forward", alone, 800, "ms/op", "");
        passes("SMALL", 1, 2, 960, 1200);
        String ways = counter("oneMilliseconds", 810) + ", " + counter("bfloat16Milliseconds", 1000) + ", "
                + counter("fourMilliseconds", 3400);
        add("PublishedPass", "take", "\"threads\": \"2\"", 30000, "ms/op", ways);
        String means = counter("stepMilliseconds", 600) + ", " + counter("denseMilliseconds", 800);
        add("PublishedStep", "generate", "\"prompted\": \"512\", \"threads\": \"2\"", 20000, "ms/op", means);
        add("FmaPeak", "run", "\"threads\": \"2\"", 1, "ops/s", counter("gflop", 400));
        assertThat(rows(Published.section(all())))
                .containsExactly(
                        List.of("dense pass", "2", "800", "365", "91.1 %", "–", "–"),
                        List.of("ONNX Runtime's", "2", "1200", "243", "60.8 %", "960", "1.25"),
                        List.of("weights in bfloat16", "2", "1000", "292", "72.9 %", "810", "1.23"),
                        List.of("four texts at once", "2", "850", "343", "85.8 %", "810", "1.05"),
                        List.of("mean step, half of the text given", "2", "600", "–", "–", "800", "0.75"));
    }

    @Test
    void comparesAnyNumberOfThreadsWithOne() {
        for (int threads : new int[] {1, 2, 4}) {
            add("FmaPeak", "run", "\"threads\": \"" + threads + "\"", 1, "ops/s", counter("gflop", 100 * threads));
        }
        add("Attention", "apply", "\"threads\": \"1\", \"shape\": \"256x6\"", 30, "us/op", "");
        add("Attention", "apply", "\"threads\": \"4\", \"shape\": \"256x6\"", 10, "us/op", "");
        add("Silu", "apply", "", 0.3, "ns/op", "");
        Section section = Scaling.section(all()).orElseThrow();
        assertThat(section.table().head())
                .containsExactly("benchmark", "1 thread", "2 threads", "4 threads", "times as fast");
        assertThat(section.table().rows())
                .containsExactly(
                        List.of("FmaPeak", "100 GFLOP/s", "200 GFLOP/s", "400 GFLOP/s", "4.00"),
                        List.of("Attention shape=256x6", "30.0 us/op", "–", "10.0 us/op", "3.00"));
    }

    private void product(String engine, String shape, int threads, double gflops) {
        String parameters =
                "\"engine\": \"%s\", \"shape\": \"%s\", \"threads\": \"%d\"".formatted(engine, shape, threads);
        add("PeerGemm", "multiply", parameters, 1, "ops/s", counter("gflop", gflops));
    }

    private void passes(String network, int batch, int threads, double sedd, double onnx) {
        String parameters =
                "\"network\": \"%s\", \"batch\": \"%d\", \"threads\": \"%d\"".formatted(network, batch, threads);
        String both = counter("seddMilliseconds", sedd) + ", " + counter("onnxMilliseconds", onnx);
        add("PeerForwardPass", "forward", parameters, 8000, "ms/op", both);
    }

    private static String counter(String name, double... values) {
        return "\"%s\": {\"rawData\": [%s]}".formatted(name, Arrays.toString(values));
    }

    private void add(String benchmark, String method, String parameters, double score, String unit, String counters) {
        add(benchmark, method, parameters, Double.toString(score), unit, counters);
    }

    private void add(
            String benchmark, String method, String parameters, String iterations, String unit, String counters) {
        results.add("""
                {"benchmark": "dev.sedd.jmh.%sBenchmark.%s", "jvmArgs": [], "params": {%s},
                 "primaryMetric": {"score": 1, "scoreError": "NaN", "scoreUnit": "%s", "rawData": [[%s]]},
                 "secondaryMetrics": {%s}}""".formatted(benchmark, method, parameters, unit, iterations, counters));
    }

    private Measurements all() {
        return Measurements.parse("[" + String.join(",", results) + "]");
    }

    private static List<List<String>> rows(Optional<Section> section) {
        return section.orElseThrow().table().rows();
    }
}
