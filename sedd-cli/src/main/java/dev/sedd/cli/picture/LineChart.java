package dev.sedd.cli.picture;

import java.util.ArrayList;
import java.util.List;

/** Lines over two axes, with a legend where there are several. */
public final class LineChart implements Drawing {
    private static final int[] COLOURS = {0x1F77B4, 0xE6862A, 0x3A9A5B, 0x8A5AB5};
    private static final int INK = 0x333333;
    private static final int GRID = 0xDDDDDD;
    private static final double TEXT = 13;
    private static final int LEFT = 66;
    private static final int RIGHT = 20;
    private static final int TOP = 44;
    private static final int BOTTOM = 52;
    private static final double DOT = 3;

    private final int width;
    private final int height;
    private final String title;
    private final String xTitle;
    private final String yTitle;
    private final List<Series> series = new ArrayList<>();
    private boolean logarithmic;
    private double floor = Double.NaN;

    /**
     * A line.
     *
     * @param errors half the height of each point's error bar, or null for a line without bars and dots
     */
    private record Series(String name, double[] x, double[] y, double[] errors) {}

    /** An empty chart. */
    public LineChart(int width, int height, String title, String xTitle, String yTitle) {
        this.width = width;
        this.height = height;
        this.title = title;
        this.xTitle = xTitle;
        this.yTitle = yTitle;
    }

    /** Draws the y axis by powers of ten; what is lower than {@code lowest} lies on the floor. */
    public LineChart logarithmic(double lowest) {
        logarithmic = true;
        floor = lowest;
        return this;
    }

    /** Adds a line. */
    public LineChart add(String name, double[] x, double[] y) {
        series.add(new Series(name, x.clone(), y.clone(), null));
        return this;
    }

    /** Adds a line with dots and error bars; an error that is NaN has no bar. */
    public LineChart addWithErrors(String name, double[] x, double[] y, double[] errors) {
        series.add(new Series(name, x.clone(), y.clone(), errors.clone()));
        return this;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public void draw(Canvas canvas) {
        Axis x = xAxis();
        Axis y = yAxis();
        frame(canvas, x, y);
        for (int i = 0; i < series.size(); i++) {
            line(canvas, x, y, series.get(i), COLOURS[i % COLOURS.length]);
        }
        legend(canvas);
    }

    private Axis xAxis() {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (Series s : series) {
            for (double value : s.x) {
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
        }
        return Axis.linear(least, most);
    }

    private Axis yAxis() {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (Series s : series) {
            for (int i = 0; i < s.y.length; i++) {
                double error = s.errors == null || Double.isNaN(s.errors[i]) ? 0 : s.errors[i];
                least = Math.min(least, s.y[i] - error);
                most = Math.max(most, s.y[i] + error);
            }
        }
        return logarithmic
                ? Axis.logarithmic(Math.max(floor, least), Math.max(floor, most))
                : Axis.linear(Math.min(0, least), most);
    }

    private void frame(Canvas canvas, Axis x, Axis y) {
        canvas.text(width / 2.0, 24, title, TEXT + 2, Canvas.Anchor.MIDDLE, INK);
        for (double tick : y.ticks()) {
            double at = y(y, tick);
            canvas.line(LEFT, at, width - RIGHT, at, 1, GRID);
            canvas.text(LEFT - 8, at + 4, y.label(tick), TEXT - 1, Canvas.Anchor.END, INK);
        }
        for (double tick : x.ticks()) {
            double at = x(x, tick);
            canvas.line(at, height - BOTTOM, at, height - BOTTOM + 5, 1, INK);
            canvas.text(at, height - BOTTOM + 19, x.label(tick), TEXT - 1, Canvas.Anchor.MIDDLE, INK);
        }
        canvas.line(LEFT, height - BOTTOM, width - RIGHT, height - BOTTOM, 1, INK);
        canvas.text((LEFT + width - RIGHT) / 2.0, height - 12, xTitle, TEXT, Canvas.Anchor.MIDDLE, INK);
        canvas.textUp(18, (TOP + height - BOTTOM) / 2.0, yTitle, TEXT, INK);
    }

    private void line(Canvas canvas, Axis x, Axis y, Series s, int colour) {
        double[] xs = new double[s.x.length];
        double[] ys = new double[s.x.length];
        for (int i = 0; i < xs.length; i++) {
            xs[i] = x(x, s.x[i]);
            ys[i] = y(y, s.y[i]);
        }
        canvas.line(xs, ys, 2, colour);
        for (int i = 0; s.errors != null && i < xs.length; i++) {
            canvas.rectangle(xs[i] - DOT, ys[i] - DOT, 2 * DOT, 2 * DOT, colour);
            if (!Double.isNaN(s.errors[i])) {
                double low = y(y, s.y[i] - s.errors[i]);
                double high = y(y, s.y[i] + s.errors[i]);
                canvas.line(xs[i], low, xs[i], high, 1, colour);
                canvas.line(xs[i] - 2 * DOT, low, xs[i] + 2 * DOT, low, 1, colour);
                canvas.line(xs[i] - 2 * DOT, high, xs[i] + 2 * DOT, high, 1, colour);
            }
        }
    }

    private void legend(Canvas canvas) {
        double at = LEFT + 12;
        for (int i = 0; series.size() > 1 && i < series.size(); i++) {
            canvas.line(at, TOP - 7, at + 22, TOP - 7, 3, COLOURS[i % COLOURS.length]);
            canvas.text(at + 28, TOP - 3, series.get(i).name, TEXT, Canvas.Anchor.START, INK);
            at += 52 + 8 * series.get(i).name.length();
        }
    }

    private double x(Axis axis, double value) {
        return LEFT + axis.place(value) * (width - LEFT - RIGHT);
    }

    private double y(Axis axis, double value) {
        return height - BOTTOM - axis.place(value) * (height - TOP - BOTTOM);
    }
}
