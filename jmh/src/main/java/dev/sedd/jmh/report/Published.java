package dev.sedd.jmh.report;

import dev.sedd.jmh.Network;
import dev.sedd.model.network.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The paper's small network: dense passes, and what others and the steps of a generation take of one. */
final class Published {
    private final Measurements all;
    private final List<List<String>> rows = new ArrayList<>();

    private Published(Measurements all) {
        this.all = all;
    }

    static Optional<Section> section(Measurements all) {
        List<List<String>> rows = new Published(all).rows();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Section(
                        "The paper's small network",
                        "D 768, 12 blocks, T 1024, V 50258, random weights: " + Figures.number(gflop())
                                + " GFLOP of products and attention for the scores of a whole text. ONNX Runtime computes the"
                                + " same with the same weights. The mean step of a generation computes scores for the"
                                + " positions alone that are still masked. Whatever is compared with a dense pass was"
                                + " measured in turns with it, in one process: medians of their turns, of"
                                + " the steps the generation with the least mean.",
                        new Table(
                                List.of(
                                        "what",
                                        "threads",
                                        "ms a text",
                                        "GFLOP/s",
                                        "of FMA peak",
                                        "dense pass in turns, ms",
                                        "of that"),
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
        List<String> counts = all.threads().stream().map(Object::toString).toList();
        for (String threads : counts) {
            pass("dense pass", threads, alone(threads), OptionalDouble.empty());
        }
        for (String threads : counts) {
            Optional<Measurement> both =
                    all.find("PeerForwardPass", "forward", Map.of("network", "SMALL", "threads", threads));
            pass("ONNX Runtime's", threads, median(both, "onnxMilliseconds"), median(both, "seddMilliseconds"));
        }
        String most = Integer.toString(all.mostThreads());
        Optional<Measurement> ways = all.find("PublishedPass", "take", Map.of("threads", most));
        OptionalDouble one = median(ways, "oneMilliseconds");
        pass("weights in bfloat16", most, median(ways, "bfloat16Milliseconds"), one);
        pass("four texts at once", most, Figures.times(median(ways, "fourMilliseconds"), 0.25), one);
        steps("mean step, no prompt", "0", most);
        steps("mean step, half of the text given", "512", most);
        return rows;
    }

    private void pass(String what, String threads, OptionalDouble milliseconds, OptionalDouble dense) {
        if (milliseconds.isPresent()) {
            OptionalDouble rate = OptionalDouble.of(gflop() / milliseconds.getAsDouble() * 1e3);
            String share = Figures.share(rate, all.peak(Integer.parseInt(threads)));
            row(what, threads, milliseconds, Figures.number(rate), share, dense);
        }
    }

    private void steps(String what, String prompted, String threads) {
        Optional<Measurement> steps =
                all.find("PublishedStep", "generate", Map.of("prompted", prompted, "threads", threads));
        OptionalDouble mean = counter(steps, "stepMilliseconds");
        if (mean.isPresent()) {
            row(what, threads, mean, Figures.NONE, Figures.NONE, counter(steps, "denseMilliseconds"));
        }
    }

    private void row(
            String what, String threads, OptionalDouble milliseconds, String rate, String share, OptionalDouble dense) {
        rows.add(List.of(
                what,
                threads,
                Figures.number(milliseconds),
                rate,
                share,
                Figures.number(dense),
                Figures.ratio(milliseconds, dense)));
    }

    private OptionalDouble alone(String threads) {
        Map<String, String> parameters =
                Map.of("network", "SMALL", "batch", "1", "threads", threads, "storage", "FLOAT32");
        return Figures.times(Measurements.seconds(all.find("ForwardPass", "forward", parameters)), 1e3);
    }

    private static OptionalDouble median(Optional<Measurement> measurement, String name) {
        return measurement.map(one -> one.median(name)).orElse(OptionalDouble.empty());
    }

    private static OptionalDouble counter(Optional<Measurement> measurement, String name) {
        return measurement.map(one -> one.counter(name)).orElse(OptionalDouble.empty());
    }
}
