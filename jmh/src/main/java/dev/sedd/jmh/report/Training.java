package dev.sedd.jmh.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A training step of two networks, beside what the peak of multiply-adds would allow. */
final class Training {
    private static final Map<String, String> NETWORKS = Map.of(
            "NOTEBOOK", "the notebook's, 8 texts of 256", "SEDD", "sedd family, D 256, 4 blocks, 32 texts of 256");

    private Training() {}

    static Optional<Section> section(Measurements all) {
        List<List<String>> rows = new ArrayList<>();
        for (String network : List.of("NOTEBOOK", "SEDD")) {
            OptionalDouble alone = Measurements.seconds(step(all, network, 1));
            for (int threads : all.threads()) {
                step(all, network, threads)
                        .ifPresent(step -> rows.add(List.of(
                                NETWORKS.get(network),
                                Integer.toString(threads),
                                Figures.number(1e3 * step.seconds()),
                                Figures.number(step.gflops()),
                                Figures.share(step.gflops(), all.peak(threads)),
                                Figures.ratio(alone, OptionalDouble.of(step.seconds())))));
            }
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Section(
                        "A training step",
                        "Loss and gradient of one batch, without the optimizer. Operations are those of all products, forward and"
                                + " backward; those of attention's scores count a second time in the backward pass, where its weights are"
                                + " computed again. The sedd family's is trained under absorb, where what the loss does not"
                                + " depend on is left out and counts as done.",
                        new Table(
                                List.of(
                                        "network",
                                        "threads",
                                        "step, ms",
                                        "GFLOP/s",
                                        "of the peak",
                                        "times as fast as one"),
                                rows),
                        Optional.empty()));
    }

    private static Optional<Measurement> step(Measurements all, String network, int threads) {
        return all.find(
                "TrainingStep", "lossAndGradient", Map.of("network", network, "threads", Integer.toString(threads)));
    }
}
