package dev.sedd.jmh.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Small, odd and thin products, where overhead and edges count; beside other libraries' where they were measured. */
final class SmallProducts {
    private SmallProducts() {}

    static Optional<Section> section(Measurements all) {
        List<String> shapes = Engine.shapes(all, true);
        return shapes.isEmpty() ? alone(all) : Optional.of(beside(all, shapes));
    }

    private static Optional<Section> alone(Measurements all) {
        List<List<String>> rows = new ArrayList<>();
        Map<String, OptionalDouble> bars = new LinkedHashMap<>();
        for (Measurement one : all.all()) {
            if (one.benchmark().equals("SmallGemm")) {
                String shape = one.parameters().get("shape").replace('x', '×');
                rows.add(List.of(shape, Figures.number(one.seconds() * 1e9), Figures.small(one.gflops())));
                bars.put(shape, one.gflops());
            }
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Section(
                        "Small products",
                        "C = A Wᵀ of m×n×k, both operands plain arrays, on one thread.",
                        new Table(List.of("m×n×k", "ns", "GFLOP/s"), rows),
                        Optional.of(new Picture(
                                "small.png",
                                "GFLOP/s of small products",
                                Charts.horizontalBars("GFLOP/s, one thread", bars)))));
    }

    private static Section beside(Measurements all, List<String> shapes) {
        List<Engine> engines = Engine.measured(all, shapes, 1);
        List<String> head = new ArrayList<>(List.of("m×n×k"));
        engines.forEach(engine -> head.add(engine.title()));
        List<List<String>> rows = new ArrayList<>();
        Map<String, OptionalDouble> bars = new LinkedHashMap<>();
        for (String shape : shapes) {
            List<String> row = new ArrayList<>(List.of(shape.replace('x', '×')));
            engines.forEach(engine -> row.add(Figures.small(engine.gflops(all, shape, 1))));
            rows.add(row);
            bars.put(shape.replace('x', '×'), mean(all, List.of(shape), Engine.OPENBLAS_AVX512));
        }
        List<String> means = new ArrayList<>(List.of("SEDD is faster, geometric mean"));
        engines.forEach(
                engine -> means.add(engine.peer() ? Figures.number(mean(all, shapes, engine)) + " ×" : Figures.NONE));
        rows.add(means);
        bars.put("geometric mean", mean(all, shapes, Engine.OPENBLAS_AVX512));
        bars.values().removeIf(OptionalDouble::isEmpty);
        return new Section(
                "Small products against other libraries",
                "C = A Wᵀ of m×n×k in GFLOP/s, both operands plain arrays, on one thread; the call from Java is counted. The"
                        + " last row is the geometric mean, over all these shapes, of how many times as fast SEDD is.",
                new Table(head, rows),
                bars.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Picture(
                                "small.png",
                                "how many times as fast small products are as OpenBLAS's",
                                Charts.horizontalBars(
                                        "times as fast as OpenBLAS with its AVX-512 kernels",
                                        bars,
                                        OptionalDouble.of(1)))));
    }

    /** The geometric mean of how many times as fast as a peer the products are, over the shapes that both computed. */
    private static OptionalDouble mean(Measurements all, List<String> shapes, Engine peer) {
        OptionalDouble logarithm = shapes.stream()
                .filter(shape -> Engine.SEDD.gflops(all, shape, 1).isPresent()
                        && peer.gflops(all, shape, 1).isPresent())
                .mapToDouble(shape -> Math.log(Engine.SEDD.gflops(all, shape, 1).getAsDouble()
                        / peer.gflops(all, shape, 1).getAsDouble()))
                .average();
        return logarithm.isPresent() ? OptionalDouble.of(Math.exp(logarithm.getAsDouble())) : logarithm;
    }
}
