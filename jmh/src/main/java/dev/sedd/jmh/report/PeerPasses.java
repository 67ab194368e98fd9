package dev.sedd.jmh.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The forward pass of the notebook's network beside ONNX Runtime's. */
final class PeerPasses {
    private static final String OURS = "SEDD";
    private static final String THEIRS = "ONNX Runtime";
    private static final String PEAK = "FMA peak";

    private PeerPasses() {}

    static Optional<Section> section(Measurements all) {
        List<List<String>> rows = new ArrayList<>();
        Map<String, Map<String, OptionalDouble>> bars = new LinkedHashMap<>();
        List.of(OURS, THEIRS, PEAK).forEach(series -> bars.put(series, new LinkedHashMap<>()));
        for (int batch : new int[] {1, 8}) {
            for (int threads : all.threads()) {
                Optional<Measurement> both = both(all, batch, threads);
                if (both.isEmpty()) {
                    continue;
                }
                OptionalDouble own = both.get().median("seddMilliseconds");
                OptionalDouble other = both.get().median("onnxMilliseconds");
                OptionalDouble rate = all.peak(threads);
                OptionalDouble peak =
                        rate.isPresent() ? OptionalDouble.of(batch * Pass.gflop() / rate.getAsDouble() * 1e3) : rate;
                rows.add(List.of(
                        Integer.toString(batch),
                        Integer.toString(threads),
                        Figures.number(own),
                        Figures.number(other),
                        Figures.ratio(other, own),
                        Figures.number(peak),
                        Figures.ratio(own, peak)));
                String name = "batch " + batch + ", " + Threads.inDigits(threads);
                bars.get(OURS).put(name, Figures.times(own, 1.0 / batch));
                bars.get(THEIRS).put(name, Figures.times(other, 1.0 / batch));
                bars.get(PEAK).put(name, Figures.times(peak, 1.0 / batch));
            }
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Section(
                        "Forward pass against ONNX Runtime",
                        "The notebook's network, 256 tokens a text, float32, the same random weights in both; their"
                                + " outputs agree. Measured in turns, in one process: medians. The peak's time is that of the "
                                + Figures.number(Pass.gflop())
                                + " GFLOP of a text's products and attention at the FMA peak measured in the same run.",
                        new Table(
                                List.of(
                                        "batch",
                                        "threads",
                                        "SEDD, ms",
                                        "ONNX Runtime, ms",
                                        "SEDD is faster, times",
                                        "at FMA peak, ms",
                                        "SEDD, times that"),
                                rows),
                        Optional.of(new Picture(
                                "passes.png",
                                "milliseconds of a forward pass for each text",
                                Charts.bars("ms a text", bars)))));
    }

    private static Optional<Measurement> both(Measurements all, int batch, int threads) {
        return all.find(
                "PeerForwardPass",
                "forward",
                Map.of("network", "NOTEBOOK", "batch", Integer.toString(batch), "threads", Integer.toString(threads)));
    }
}
