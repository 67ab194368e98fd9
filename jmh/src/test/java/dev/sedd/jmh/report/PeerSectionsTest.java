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

    /** 8 · 8.456 GFLOP at 200 GFLOP/s are 338 ms. */
    @Test
    void comparesPassesWithOnnxRuntimeAndThePeak() {
        pass("SEDD", 400);
        pass("ONNX_RUNTIME", 500);
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

    /** The mean of the shots' counters, though JMH's score is their sum; 129 · 20 ms = 2.58 s. */
    @Test
    void comparesAProcessWithItsPasses() {
        add(
                "ForwardPass",
                "forward",
                "\"network\": \"NOTEBOOK\", \"batch\": \"1\", \"threads\": \"2\"",
                20,
                "ms/op",
                "");
        String milestones = counter("firstStepSeconds", 1, 0.9) + ", " + counter("peakMegabytes", 180, 200);
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
        published("1", "FLOAT32", 800);
        published("1", "BFLOAT16", 1000);
        published("4", "FLOAT32", 3400);
        String peer = "\"network\": \"SMALL\", \"engine\": \"ONNX_RUNTIME\", \"batch\": \"1\", \"threads\": \"2\"";
        add("PeerForwardPass", "forward", peer, 1200, "ms/op", "");
        add("PeerForwardPass", "forward", peer.replace("ONNX_RUNTIME", "SEDD"), 960, "ms/op", "");
        String means = counter("stepMilliseconds", 600) + ", " + counter("denseMilliseconds", 800);
        add("PublishedStep", "generate", "\"prompted\": \"512\", \"threads\": \"2\"", 20000, "ms/op", means);
        add("FmaPeak", "run", "\"threads\": \"2\"", 1, "ops/s", counter("gflop", 400));
        assertThat(rows(Published.section(all())))
                .containsExactly(
                        List.of("dense pass", "2", "800", "365", "91.1 %", "1.00"),
                        List.of("dense pass beside the next", "2", "960", "304", "76.0 %", "1.00"),
                        List.of("ONNX Runtime's", "2", "1200", "243", "60.8 %", "1.25"),
                        List.of("dense pass, weights in bfloat16", "2", "1000", "292", "72.9 %", "1.25"),
                        List.of("dense pass of 4 texts", "2", "850", "343", "85.8 %", "1.06"),
                        List.of("mean step, half of the text given", "2", "600", "–", "–", "0.75"));
    }

    private void published(String batch, String storage, double milliseconds) {
        String parameters = "\"network\": \"SMALL\", \"batch\": \"%s\", \"threads\": \"2\", \"storage\": \"%s\""
                .formatted(batch, storage);
        add("ForwardPass", "forward", parameters, milliseconds, "ms/op", "");
    }

    private void product(String engine, String shape, int threads, double gflops) {
        String parameters =
                "\"engine\": \"%s\", \"shape\": \"%s\", \"threads\": \"%d\"".formatted(engine, shape, threads);
        add("PeerGemm", "multiply", parameters, 1, "ops/s", counter("gflop", gflops));
    }

    private void pass(String engine, double milliseconds) {
        String parameters =
                "\"network\": \"NOTEBOOK\", \"engine\": \"%s\", \"batch\": \"8\", \"threads\": \"1\"".formatted(engine);
        add("PeerForwardPass", "forward", parameters, milliseconds, "ms/op", "");
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
