package dev.sedd.cli.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Lines over two axes, with a legend where there are several. */
public final class LineChart {
    private static final Color[] COLOURS = {
        new Color(0x1F77B4), new Color(0xE6862A), new Color(0x3A9A5B), new Color(0x8A5AB5)
    };
    private static final BasicStroke LINE = new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
    private static final int MARKER = 6;
    private static final int TICKS_APART = 80;
    private static final double UNSEEN = 1e-3;

    private final XYChart chart;
    private OptionalDouble floor = OptionalDouble.empty(); // Of a logarithmic axis.
    private double lowest;
    private int lines;

    /** An empty chart; its y axis begins at 0, or lower where a line does. */
    public LineChart(int width, int height, String title, String xTitle, String yTitle) {
        chart = new XYChartBuilder()
                .width(width)
                .height(height)
                .title(title)
                .xAxisTitle(xTitle)
                .yAxisTitle(yTitle)
                .build();
        Look.apply(chart.getStyler());
        chart.getStyler()
                .setXAxisDecimalPattern("0.###")
                .setXAxisTickMarkSpacingHint(TICKS_APART)
                .setErrorBarsColorSeriesColor(true)
                .setPlotMargin(0)
                .setSeriesColors(COLOURS)
                .setMarkerSize(MARKER)
                .setLegendLayout(LegendLayout.Vertical);
    }

    /** Draws the y axis by powers of ten; what is lower than {@code lowest}, greater than 0, lies on the floor. */
    public LineChart logarithmic(double lowest) {
        floor = OptionalDouble.of(lowest);
        chart.getStyler().setYAxisLogarithmic(true).setYAxisDecimalPattern("0.######");
        return this;
    }

    /** Adds a line. */
    public LineChart add(String name, double[] x, double[] y) {
        return add(name, x, y, null, SeriesMarkers.NONE);
    }

    /** Adds a line with dots and error bars; an error that is NaN has no bar. */
    public LineChart addWithErrors(String name, double[] x, double[] y, double[] errors) {
        return add(name, x, y, errors, SeriesMarkers.CIRCLE);
    }

    private LineChart add(String name, double[] x, double[] y, double[] errors, Marker marker) {
        double[] shown = Arrays.stream(y)
                .map(value -> Math.max(value, floor.orElse(value)))
                .toArray();
        XYSeries series = chart.addSeries(name, uneven(x), shown, errors);
        series.setMarker(marker).setLineStyle(LINE);
        if (lines++ == 0) {
            boolean falls = y[0] > y[y.length - 1];
            chart.getStyler().setLegendPosition(falls ? LegendPosition.InsideSW : LegendPosition.InsideNW);
        }
        chart.getStyler().setLegendVisible(lines > 1);
        if (floor.isEmpty()) {
            lowest = Math.min(lowest, lowest(y, errors));
            chart.getStyler().setYAxisMin(lowest);
        }
        return this;
    }

    /** XChart labels the points where they are evenly apart (20 240 460), and round numbers (0 500 1000) where one is not. */
    private static double[] uneven(double[] x) {
        double[] moved = x.clone();
        if (x.length > 2) {
            moved[1] += UNSEEN * (x[2] - x[1]);
        }
        return moved;
    }

    private static double lowest(double[] y, double[] errors) {
        return IntStream.range(0, y.length)
                .mapToDouble(i -> errors == null || Double.isNaN(errors[i]) ? y[i] : y[i] - errors[i])
                .min()
                .orElse(0);
    }

    /** The chart as a picture of its own, or part of one. */
    public Picture picture() {
        return Picture.of(chart);
    }
}
