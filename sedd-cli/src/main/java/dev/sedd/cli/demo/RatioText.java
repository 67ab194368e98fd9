package dev.sedd.cli.demo;

import dev.sedd.cli.demo.RatioExperiment.Snapshot;
import dev.sedd.cli.demo.RatioLearner.Ratios;
import dev.sedd.cli.demo.RatioLearner.Rule;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The ratio experiment as text, 80 columns wide. */
final class RatioText {
    private static final String GAP = "   ";
    private static final int CELL = 6;

    private final RatioExperiment experiment;
    private final int interval;
    private final StringBuilder text = new StringBuilder();

    private RatioText(RatioExperiment experiment, int interval) {
        this.experiment = experiment;
        this.interval = interval;
    }

    /** Three tables for every {@code interval}-th step, and a summary. */
    static String of(RatioExperiment experiment, int interval) {
        RatioText text = new RatioText(experiment, interval);
        String law = Arrays.stream(experiment.law())
                .mapToObj(p -> String.format(Locale.ROOT, "%.2f", p))
                .collect(Collectors.joining(", ", "(", ")"));
        text.line("p = %s. To learn: the ratios p(y)/p(x), row x, column y.", law);
        text.line("Score entropy learns their logarithms, concrete score matching the ratios as");
        text.line("they are; both start from the same twelve random numbers.\n");
        for (Snapshot snapshot : experiment.every(interval)) {
            text.snapshot(snapshot);
        }
        text.summary();
        return text.text.toString();
    }

    private void snapshot(Snapshot snapshot) {
        double[][] truth = experiment.truth();
        line("step %d", snapshot.step());
        columns("true ratios", Rule.SCORE_ENTROPY.toString(), Rule.CONCRETE_SCORE_MATCHING.toString());
        for (int x = 0; x < truth.length; x++) {
            columns(
                    row(truth[x], x),
                    row(snapshot.entropy().values()[x], x),
                    row(snapshot.matching().values()[x], x));
        }
        columns("", loss(snapshot.entropy()), loss(snapshot.matching()));
        columns("", worst(snapshot.entropy()), worst(snapshot.matching()));
        line("");
    }

    private void summary() {
        line("         score entropy                concrete score matching");
        line("  step   loss       ratios             loss       ratios");
        for (Snapshot s : experiment.every(interval)) {
            line(
                    "%6d   %-9.6f  %-17s  %-9.6f  %s",
                    s.step(),
                    s.entropy().loss(),
                    worst(s.entropy()),
                    s.matching().loss(),
                    worst(s.matching()));
        }
    }

    private static String row(double[] values, int diagonal) {
        StringBuilder row = new StringBuilder();
        for (int y = 0; y < values.length; y++) {
            String value = y == diagonal ? "." : String.format(Locale.ROOT, "%.2f", values[y]);
            row.append(String.format("%" + CELL + "s", value));
        }
        return row.toString();
    }

    private static String loss(Ratios ratios) {
        return String.format(Locale.ROOT, "loss %.6f", ratios.loss());
    }

    private static String worst(Ratios ratios) {
        String off = String.format(Locale.ROOT, "worst %.1f %% off", 100 * ratios.worst());
        return ratios.negative() == 0 ? off : off + ", " + ratios.negative() + " < 0";
    }

    private void columns(String first, String second, String third) {
        int width = CELL * experiment.law().length;
        line(
                "%s",
                String.format("%-" + width + "s" + GAP + "%-" + width + "s" + GAP + "%s", first, second, third)
                        .stripTrailing());
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
