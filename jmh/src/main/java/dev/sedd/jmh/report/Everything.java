package dev.sedd.jmh.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every measurement. */
final class Everything {
    private Everything() {}

    static Section section(Measurements all) {
        List<List<String>> rows = all.all().stream().map(Everything::row).toList();
        return new Section(
                "Every measurement",
                "The best iteration, the mean of all, and half the width of its 99.9 % confidence interval.",
                new Table(List.of("benchmark", "best", "mean", "±", "unit", "GFLOP/s at best"), rows),
                Optional.empty());
    }

    private static List<String> row(Measurement one) {
        String parameters =
                one.parameters().entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(" ", " ", ""));
        return List.of(
                (one.benchmark() + "." + one.method() + parameters).strip(),
                Figures.number(one.best()),
                Figures.number(one.mean()),
                Double.isNaN(one.error()) ? Figures.NONE : Figures.number(one.error()),
                one.unit(),
                Figures.number(one.gflops()));
    }
}
