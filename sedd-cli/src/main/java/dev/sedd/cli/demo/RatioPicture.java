package dev.sedd.cli.demo;

import dev.sedd.cli.demo.RatioExperiment.Snapshot;
import dev.sedd.cli.demo.RatioLearner.Ratios;
import dev.sedd.cli.picture.Canvas;
import dev.sedd.cli.picture.Drawing;
import dev.sedd.cli.picture.LineChart;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The ratio experiment as a picture: how far the worst ratio is off, and what both have learned every so many steps. */
final class RatioPicture implements Drawing {
    private static final int INK = 0x333333;
    private static final int MOST_TABLES = 6;
    private static final int CELL = 36;
    private static final int TABLE = 4 * CELL;
    private static final int GAP = 22;
    private static final int LEFT = 24;
    private static final int CHART_HEIGHT = 330;
    private static final double LOWEST = 1e-6;

    private final RatioExperiment experiment;
    private final List<Snapshot> tables;

    RatioPicture(RatioExperiment experiment, int interval) {
        this.experiment = experiment;
        List<Snapshot> all = experiment.every(interval);
        int stride = Math.ceilDiv(Math.max(1, all.size() - 1), MOST_TABLES - 1);
        int last = all.size() - 1;
        tables = all.stream().filter(s -> (last - all.indexOf(s)) % stride == 0).toList();
    }

    @Override
    public int width() {
        return LEFT + Math.max(tables.size(), 4) * (TABLE + GAP);
    }

    @Override
    public int height() {
        return CHART_HEIGHT + 2 * (TABLE + 62);
    }

    @Override
    public void draw(Canvas canvas) {
        int chart = width() - LEFT - TABLE - 3 * GAP;
        curves(chart).draw(canvas);
        double right = width() - TABLE - GAP;
        table(canvas, right, 90, experiment.truth(), "true p(y)/p(x)", "");
        rows(canvas, CHART_HEIGHT + 20, "score entropy, and the error of its worst ratio", Snapshot::entropy);
        rows(
                canvas,
                CHART_HEIGHT + 20 + TABLE + 62,
                "concrete score matching, and the error of its worst ratio",
                Snapshot::matching);
    }

    private LineChart curves(int width) {
        return new LineChart(width, CHART_HEIGHT, "Loss", "step", "loss")
                .logarithmic(LOWEST)
                .add("score entropy", steps(), values(s -> s.entropy().loss()))
                .add(
                        "concrete score matching",
                        steps(),
                        values(s -> s.matching().loss()));
    }

    private double[] steps() {
        return values(Snapshot::step);
    }

    private double[] values(ToDoubleFunction<Snapshot> value) {
        return experiment.snapshots().stream().mapToDouble(value).toArray();
    }

    private void rows(Canvas canvas, double y, String title, Function<Snapshot, Ratios> which) {
        canvas.text(LEFT, y, title, 15, Canvas.Anchor.START, INK);
        for (int i = 0; i < tables.size(); i++) {
            Ratios ratios = which.apply(tables.get(i));
            String step = "step " + tables.get(i).step();
            String off = String.format(Locale.ROOT, "%.1f %% off", 100 * ratios.worst());
            table(canvas, LEFT + i * (TABLE + GAP), y + 28, ratios.values(), step, off);
        }
    }

    /** A table of ratios: the larger the bluer, red below 0. */
    private void table(Canvas canvas, double left, double top, double[][] values, String title, String note) {
        canvas.text(left, top - 6, title, 13, Canvas.Anchor.START, INK);
        canvas.text(left + TABLE, top - 6, note, 13, Canvas.Anchor.END, INK);
        for (int x = 0; x < values.length; x++) {
            for (int y = 0; y < values.length; y++) {
                double s = values[x][y];
                int colour = x == y ? 0xEEEEEE : s <= 0 ? 0xD9534F : blue(s);
                canvas.rectangle(left + y * CELL, top + x * CELL, CELL - 1, CELL - 1, colour);
                String text = x == y ? "" : String.format(Locale.ROOT, Math.abs(s) < 9.995 ? "%.2f" : "%.1f", s);
                int ink = s > 1.2 || s <= 0 ? 0xFFFFFF : INK;
                double middle = left + (y + 0.5) * CELL - 0.5;
                canvas.text(middle, top + (x + 0.5) * CELL + 4, text, 12, Canvas.Anchor.MIDDLE, ink);
            }
        }
    }

    /** From nearly white at 0.1 and less to dark blue at 10 and more, evenly in the logarithm. */
    private static int blue(double s) {
        double share = Math.clamp((StrictMath.log10(s) + 1) / 2, 0, 1);
        return channel(share, 0xEA, 0x10) << 16 | channel(share, 0xF2, 0x3F) << 8 | channel(share, 0xFB, 0x7F);
    }

    private static int channel(double share, int low, int high) {
        return (int) Math.round(low + share * (high - low));
    }
}
