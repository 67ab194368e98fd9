package dev.sedd.jmh.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** How many times as fast this project's products are as other libraries'. */
final class PeerRatios {
    private PeerRatios() {}

    static Optional<Section> section(Measurements all) {
        List<String> shapes = Engine.shapes(all, false);
        List<Engine> peers =
                Engine.measured(all, shapes, 1).stream().filter(Engine::peer).toList();
        if (peers.isEmpty()) {
            return Optional.empty();
        }
        List<List<String>> rows = new ArrayList<>();
        Map<String, Map<String, OptionalDouble>> bars = new LinkedHashMap<>();
        all.threads().forEach(threads -> bars.put(Threads.inWords(threads), new LinkedHashMap<>()));
        for (String shape : shapes) {
            for (Engine own : List.of(Engine.SEDD_PACKED, Engine.SEDD)) {
                for (int threads : all.threads()) {
                    OptionalDouble rate = own.gflops(all, shape, threads);
                    if (rate.isEmpty()) {
                        continue;
                    }
                    String layout = own == Engine.SEDD ? "plain" : "packed";
                    List<String> row =
                            new ArrayList<>(List.of(shape.replace('x', '×'), layout, Integer.toString(threads)));
                    for (Engine peer : peers) {
                        row.add(Figures.ratio(rate, peer.gflops(all, shape, threads)));
                    }
                    rows.add(row);
                    OptionalDouble faster = openBlas(all, shape, threads);
                    if (faster.isPresent() && own == best(all, shape)) {
                        bars.get(Threads.inWords(threads))
                                .put(
                                        Engine.shortName(shape),
                                        OptionalDouble.of(rate.getAsDouble() / faster.getAsDouble()));
                    }
                }
            }
        }
        List<String> head = new ArrayList<>(List.of("m×n×k", "SEDD", "threads"));
        peers.forEach(peer -> head.add("/ " + peer.title()));
        return Optional.of(new Section(
                "Times as fast as other libraries",
                "This project's GFLOP/s divided by the other's, for the products above; more than 1 is faster. The picture"
                        + " is against OpenBLAS, the faster of its AVX-512 kernels and those that it picks, the weight"
                        + " packed, but for the squares.",
                new Table(head, rows),
                bars.values().stream().allMatch(Map::isEmpty)
                        ? Optional.empty()
                        : Optional.of(new Picture(
                                "ratios.png",
                                "how many times as fast the products are as OpenBLAS's",
                                Charts.bars("times OpenBLAS", bars, OptionalDouble.of(1))))));
    }

    /** OpenBLAS with the faster of its two sets of kernels, where any was measured. */
    private static OptionalDouble openBlas(Measurements all, String shape, int threads) {
        return Stream.of(Engine.OPENBLAS_AVX512, Engine.OPENBLAS)
                .flatMapToDouble(engine -> engine.gflops(all, shape, threads).stream())
                .max();
    }

    /** Packed, where that was measured. */
    private static Engine best(Measurements all, String shape) {
        return Engine.SEDD_PACKED.gflops(all, shape, 1).isPresent() ? Engine.SEDD_PACKED : Engine.SEDD;
    }
}
