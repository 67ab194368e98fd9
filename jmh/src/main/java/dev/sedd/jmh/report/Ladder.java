package dev.sedd.jmh.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The rungs from the textbook's loop to Strassen's recursion, in GFLOP/s and as a share of the machine's FMA peak. */
final class Ladder {
    /** The largest product of the notebook's network, and a square that the naive loop can still do. */
    static final String NETWORK = "256x1536x384";

    static final String SQUARE = "1024x1024x1024";

    /** Large enough for Strassen's recursion. */
    private static final int LARGE = 4096;

    private static final String LARGE_SQUARE = "4096x4096x4096";
    private static final List<String> SHAPES = List.of(NETWORK, SQUARE, LARGE_SQUARE);

    private record Rung(String algorithm, int threads) {
        String title() {
            return algorithm + ", " + Threads.inDigits(threads);
        }
    }

    private Ladder() {}

    static Optional<Section> section(Measurements all) {
        int most = all.mostThreads();
        List<Rung> rungs = List.of(
                new Rung("NAIVE", 1),
                new Rung("TILED", 1),
                new Rung("VECTOR", 1),
                new Rung("PARALLEL", most),
                new Rung("STRASSEN", most));
        OptionalDouble peak = all.peak(most);
        List<List<String>> rows = new ArrayList<>();
        Map<String, Map<String, OptionalDouble>> bars = new LinkedHashMap<>();
        SHAPES.forEach(shape -> bars.put(shape.replace('x', '×'), new LinkedHashMap<>()));
        boolean measured = false;
        for (Rung rung : rungs) {
            List<String> row = new ArrayList<>(List.of(rung.algorithm, Integer.toString(rung.threads)));
            for (String shape : SHAPES) {
                OptionalDouble rate = rate(all, rung, shape);
                measured |= rate.isPresent();
                row.add(Figures.number(rate));
                row.add(Figures.share(rate, peak));
                bars.get(shape.replace('x', '×')).put(rung.title(), rate);
            }
            rows.add(row);
        }
        if (!measured) {
            return Optional.empty();
        }
        Map<String, OptionalDouble> peaks = new LinkedHashMap<>();
        rungs.forEach(rung -> peaks.put(rung.title(), OptionalDouble.empty()));
        if (peak.isPresent()) {
            bars.values().forEach(series -> series.put("FMA peak", OptionalDouble.empty()));
            peaks.put("FMA peak", peak);
            bars.put("FMA peak, " + Threads.inWords(most), peaks);
        }
        List<String> head = new ArrayList<>(List.of("algorithm", "threads"));
        SHAPES.forEach(shape -> head.addAll(List.of(shape.replace('x', '×') + ", GFLOP/s", "of peak")));
        return Optional.of(new Section(
                "The ladder",
                "C = A Wᵀ of m×n×k, both operands plain arrays, nothing packed beforehand; the square of " + LARGE
                        + " by A B. Counted as 2·m·n·k operations, so Strassen's recursion, which does fewer, may exceed"
                        + " the peak; its figure there is that of its best number of levels, and below its crossover"
                        + " it is PARALLEL. " + peaks(all, most) + " A dash was not measured.",
                new Table(head, rows),
                Optional.of(new Picture(
                        "ladder.png",
                        "GFLOP/s of every algorithm, on a logarithmic axis",
                        Charts.logarithmicBars("GFLOP/s, logarithmic", bars)))));
    }

    private static String peaks(Measurements all, int most) {
        if (all.peak(most).isEmpty()) {
            return "The peak of fused multiply-adds was not measured.";
        }
        String peaks = "The peak of fused multiply-adds, measured in the same run, is " + Figures.number(all.peak(1))
                + " GFLOP/s on one thread";
        return most == 1
                ? peaks + "."
                : peaks + " and " + Figures.number(all.peak(most)) + " on " + Threads.inWords(most)
                        + "; shares are of the latter.";
    }

    /** GFLOP/s of an algorithm where it computes a layer of the notebook's network. */
    static OptionalDouble networkRate(Measurements all, String algorithm, int threads) {
        return rate(all, new Rung(algorithm, threads), NETWORK);
    }

    private static OptionalDouble rate(Measurements all, Rung rung, String shape) {
        String threads = Integer.toString(rung.threads);
        if (!shape.equals(LARGE_SQUARE)) {
            return all.find("Gemm", "multiply", Map.of("algorithm", rung.algorithm, "shape", shape, "threads", threads))
                    .map(Measurement::gflops)
                    .orElse(OptionalDouble.empty());
        }
        return switch (rung.algorithm) {
            case "PARALLEL" -> recursion(all, "0", threads);
            case "STRASSEN" -> {
                OptionalDouble one = recursion(all, "1", threads);
                OptionalDouble two = recursion(all, "2", threads);
                yield one.isPresent() && two.isPresent() && one.getAsDouble() > two.getAsDouble() ? one : two;
            }
            default -> OptionalDouble.empty();
        };
    }

    private static OptionalDouble recursion(Measurements all, String levels, String threads) {
        OptionalDouble seconds = Measurements.seconds(all.find(
                "Strassen", "multiply", Map.of("size", Integer.toString(LARGE), "levels", levels, "threads", threads)));
        double gflop = 2e-9 * LARGE * LARGE * LARGE;
        return seconds.isPresent() ? OptionalDouble.of(gflop / seconds.getAsDouble()) : seconds;
    }
}
