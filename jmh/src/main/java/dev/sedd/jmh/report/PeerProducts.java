package dev.sedd.jmh.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The products of the networks and squares in GFLOP/s, beside those of other libraries, on one number of threads. */
final class PeerProducts {
    private PeerProducts() {}

    static Optional<Section> section(Measurements all, int threads) {
        List<String> shapes = Engine.shapes(all, false);
        List<Engine> engines = Engine.measured(all, shapes, threads);
        if (engines.stream().noneMatch(Engine::peer)) {
            return Optional.empty();
        }
        OptionalDouble peak = all.peak(threads);
        List<String> head = new ArrayList<>(List.of("m×n×k"));
        engines.forEach(engine -> head.add(engine.title()));
        head.add("best of ours, of peak");
        Map<String, Map<String, OptionalDouble>> bars = new LinkedHashMap<>();
        for (Engine engine : Engine.values()) { // all of them, so that each has its colour whoever else was measured
            bars.put(engine.title(), new LinkedHashMap<>());
        }
        List<List<String>> rows = new ArrayList<>();
        for (String shape : shapes) {
            List<String> row = new ArrayList<>(List.of(shape.replace('x', '×')));
            OptionalDouble best = OptionalDouble.empty();
            for (Engine engine : engines) {
                OptionalDouble rate = engine.gflops(all, shape, threads);
                row.add(Figures.number(rate));
                bars.get(engine.title()).put(Engine.shortName(shape), rate);
                best = engine.peer() || rate.orElse(0) < best.orElse(0) ? best : rate;
            }
            row.add(Figures.share(best, peak));
            rows.add(row);
        }
        String count = Threads.inWords(threads);
        return Optional.of(new Section(
                "Products against other libraries, " + count,
                "C = A Wᵀ, float32, GFLOP/s on " + count
                        + ". Packed: the weight was laid out once beforehand, as the networks"
                        + " do. Plain: both operands are plain arrays, as the other libraries take them. Native libraries"
                        + " work on memory outside the heap, so that nothing is copied. The FMA peak, measured in the same"
                        + " run, is " + Figures.number(peak)
                        + " GFLOP/s. A dash was not measured: netlib has one thread"
                        + " alone, and the slower libraries are left out of the large squares.",
                new Table(head, rows),
                Optional.of(new Picture(
                        "products-" + threads + ".png",
                        "GFLOP/s of every library on " + count,
                        Charts.bars("GFLOP/s, " + count + "; dashes: FMA peak", bars, peak)))));
    }
}
