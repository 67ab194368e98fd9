package dev.sedd.jmh.report;

import dev.sedd.jmh.Network;
import dev.sedd.model.network.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The paper's small network: dense passes beside ONNX Runtime's, and what the steps of a generation take of one. */
final class Published {
    private static final String TWO = "2";

    private final Measurements all;
    private final OptionalDouble dense;
    private final List<List<String>> rows = new ArrayList<>();

    private Published(Measurements all) {
        this.all = all;
        dense = pass("1", TWO, "FLOAT32");
    }

    static Optional<Section> section(Measurements all) {
        List<List<String>> rows = new Published(all).rows();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Section(
                        "The paper's small network",
                        "D 768, 12 blocks, T 1024, V 50258, random weights: " + Figures.number(gflop())
                                + " GFLOP of products and attention for the scores of a whole text. The mean step of a"
                                + " generation computes them for the positions alone that are still masked. ONNX Runtime"
                                + " computes the same dense pass with constant weights, and this project beside it in the"
                                + " same minutes. The dense pass that others are compared with is that on two threads.",
                        new Table(
                                List.of(
                                        "what",
                                        "threads",
                                        "ms a text",
                                        "GFLOP/s",
                                        "of FMA peak",
                                        "times the dense pass"),
                                rows),
                        Optional.empty()));
    }

    /** Billions of operations in the products and the attention of one text's pass. */
    static double gflop() {
        Configuration c = Network.SMALL.configuration();
        double d = c.hiddenSize();
        double layers = c.blocks() * (12 * d + 2 * c.length()) + c.vocabularySize();
        return 2e-9 * c.length() * d * layers;
    }

    private List<List<String>> rows() {
        for (String threads : List.of("1", TWO)) {
            row("dense pass", threads, pass("1", threads, "FLOAT32"), gflop());
            row("dense pass beside the next", threads, peer("SEDD", threads), gflop());
            row("ONNX Runtime's", threads, peer("ONNX_RUNTIME", threads), gflop());
        }
        row("dense pass, weights in bfloat16", TWO, pass("1", TWO, "BFLOAT16"), gflop());
        row("dense pass of 4 texts", TWO, Figures.times(pass("4", TWO, "FLOAT32"), 0.25), gflop());
        row("mean step, no prompt", TWO, step("0"), Double.NaN);
        row("mean step, half of the text given", TWO, step("512"), Double.NaN);
        return rows;
    }

    private void row(String what, String threads, OptionalDouble milliseconds, double gflop) {
        if (milliseconds.isEmpty()) {
            return;
        }
        OptionalDouble rate = Double.isNaN(gflop)
                ? OptionalDouble.empty()
                : OptionalDouble.of(gflop / milliseconds.getAsDouble() * 1e3);
        rows.add(List.of(
                what,
                threads,
                Figures.number(milliseconds),
                Figures.number(rate),
                Figures.share(rate, all.peak(Integer.parseInt(threads))),
                Figures.ratio(milliseconds, dense)));
    }

    private OptionalDouble pass(String batch, String threads, String storage) {
        return milliseconds(
                "ForwardPass",
                "forward",
                Map.of("network", "SMALL", "batch", batch, "threads", threads, "storage", storage));
    }

    private OptionalDouble peer(String engine, String threads) {
        return milliseconds(
                "PeerForwardPass", "forward", Map.of("network", "SMALL", "engine", engine, "threads", threads));
    }

    private OptionalDouble step(String prompted) {
        return milliseconds("PublishedStep", "step", Map.of("prompted", prompted, "threads", TWO));
    }

    private OptionalDouble milliseconds(String benchmark, String method, Map<String, String> parameters) {
        return Figures.times(Measurements.seconds(all.find(benchmark, method, parameters)), 1e3);
    }
}
