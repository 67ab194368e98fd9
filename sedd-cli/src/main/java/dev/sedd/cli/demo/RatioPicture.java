package dev.sedd.cli.demo;

import dev.sedd.cli.demo.RatioExperiment.Snapshot;
import dev.sedd.cli.demo.RatioLearner.Ratios;
import dev.sedd.cli.picture.LineChart;
import dev.sedd.cli.picture.NumberTable;
import dev.sedd.cli.picture.Picture;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The ratio experiment as a picture: the losses, and what both rules have learned every so many steps. */
final class RatioPicture {
    private static final int MOST_TABLES = 6;
    private static final int LEAST_WIDTH = 3; // In tables.
    private static final int TABLE = 180;
    private static final int TITLE = 20; // Its height,
    private static final int SIDE = 24; // and the width of one at the side.
    private static final int CHART_HEIGHT = 330;
    private static final double LOWEST = 1e-6;
    private static final double LARGEST = 10;

    private final RatioExperiment experiment;
    private final List<Snapshot> tables;

    RatioPicture(RatioExperiment experiment, int interval) {
        this.experiment = experiment;
        List<Snapshot> all = experiment.every(interval);
        int stride = Math.ceilDiv(Math.max(1, all.size() - 1), MOST_TABLES - 1);
        int last = all.size() - 1;
        tables = all.stream().filter(s -> (last - all.indexOf(s)) % stride == 0).toList();
    }

    Picture picture() {
        return curves().beside(table("true p(y)/p(x)", "", experiment.truth()))
                .above(row("score entropy", Snapshot::entropy))
                .above(row("concrete score matching", Snapshot::matching));
    }

    private Picture curves() {
        return new LineChart(
                        Math.max(LEAST_WIDTH, tables.size() - 1) * TABLE + SIDE,
                        CHART_HEIGHT,
                        "Learning the ratios p(y)/p(x) of four points",
                        "step",
                        "loss")
                .logarithmic(LOWEST)
                .add(
                        "score entropy",
                        values(Snapshot::step),
                        values(s -> s.entropy().loss()))
                .add(
                        "concrete score matching",
                        values(Snapshot::step),
                        values(s -> s.matching().loss()))
                .picture();
    }

    private double[] values(ToDoubleFunction<Snapshot> value) {
        return experiment.snapshots().stream().mapToDouble(value).toArray();
    }

    private Picture row(String rule, Function<Snapshot, Ratios> which) {
        return tables.stream()
                .map(snapshot -> {
                    Ratios ratios = which.apply(snapshot);
                    String title =
                            String.format(Locale.ROOT, "step %d: %.1f %% off", snapshot.step(), 100 * ratios.worst());
                    return table(title, snapshot == tables.getFirst() ? rule : "", ratios.values());
                })
                .reduce(Picture::beside)
                .orElseThrow();
    }

    private static Picture table(String title, String side, double[][] values) {
        double[][] shown = new double[values.length][];
        for (int i = 0; i < values.length; i++) {
            shown[i] = values[i].clone();
            shown[i][i] = Double.NaN;
        }
        return new NumberTable(TABLE + (side.isEmpty() ? 0 : SIDE), TABLE + TITLE, title, side, shown, LARGEST)
                .picture();
    }
}
