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
                                + " same minutes. The dense pass that a generation's steps are compared with was measured between"
                                + " them; all else on two threads is compared with the first one.",
                        new Table(
                                List.of("what", "threads", "ms a text", "GFLOP/s", "of FMA peak", "of the dense pass"),
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
            OptionalDouble beside = peer("SEDD", threads);
            pass("dense pass", threads, pass("1", threads, "FLOAT32"), dense);
            pass("dense pass beside the next", threads, beside, beside);
            pass("ONNX Runtime's", threads, peer("ONNX_RUNTIME", threads), beside);
        }
        pass("dense pass, weights in bfloat16", TWO, pass("1", TWO, "BFLOAT16"), dense);
        pass("dense pass of 4 texts", TWO, Figures.times(pass("4", TWO, "FLOAT32"), 0.25), dense);
        steps("mean step, no prompt", "0");
        steps("mean step, half of the text given", "512");
        return rows;
    }

    private void pass(String what, String threads, OptionalDouble milliseconds, OptionalDouble whole) {
        if (milliseconds.isPresent()) {
            OptionalDouble rate = OptionalDouble.of(gflop() / milliseconds.getAsDouble() * 1e3);
            String share = Figures.share(rate, all.peak(Integer.parseInt(threads)));
            row(what, threads, milliseconds, Figures.number(rate), share, whole);
        }
    }

    private void steps(String what, String prompted) {
        all.find("PublishedStep", "generate", Map.of("prompted", prompted, "threads", TWO))
                .ifPresent(one -> row(
                        what,
                        TWO,
                        one.counter("stepMilliseconds"),
                        Figures.NONE,
                        Figures.NONE,
                        one.counter("denseMilliseconds")));
    }

    private void row(
            String what, String threads, OptionalDouble milliseconds, String rate, String share, OptionalDouble whole) {
        rows.add(List.of(what, threads, Figures.number(milliseconds), rate, share, Figures.ratio(milliseconds, whole)));
    }

    private OptionalDouble pass(String batch, String threads, String storage) {
        return milliseconds(
                "ForwardPass", Map.of("network", "SMALL", "batch", batch, "threads", threads, "storage", storage));
    }

    private OptionalDouble peer(String engine, String threads) {
        return milliseconds("PeerForwardPass", Map.of("network", "SMALL", "engine", engine, "threads", threads));
    }

    private OptionalDouble milliseconds(String benchmark, Map<String, String> parameters) {
        return Figures.times(Measurements.seconds(all.find(benchmark, "forward", parameters)), 1e3);
    }
}
