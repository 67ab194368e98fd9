package dev.sedd.cli.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
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
    private static final int MOST_MARKERS = 60; // More of them would hide the line.
    private static final int TICKS_APART = 80;
    private static final double UNSEEN = 1e-3;
    private static final double HEADROOM = 0.05;

    private final XYChart chart;
    private OptionalDouble floor = OptionalDouble.empty(); // Of a logarithmic axis.
    private double lowest;
    private double highest;
    private final List<Double> begins = new ArrayList<>();

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

    /** Adds a line; a dot where it has one point. */
    public LineChart add(String name, double[] x, double[] y) {
        return add(name, x, y, null, SeriesMarkers.NONE);
    }

    /** Adds a line with error bars and, where they are few, dots; an error that is NaN has no bar. */
    public LineChart addWithErrors(String name, double[] x, double[] y, double[] errors) {
        return add(name, x, y, errors, x.length <= MOST_MARKERS ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    }

    private LineChart add(String name, double[] x, double[] y, double[] errors, Marker marker) {
        double[] shown = Arrays.stream(y)
                .map(value -> Math.max(value, floor.orElse(value)))
                .toArray();
        XYSeries series = chart.addSeries(name, uneven(x), shown, errors);
        series.setMarker(x.length == 1 ? SeriesMarkers.CIRCLE : marker).setLineStyle(LINE);
        begins.add(shown[0]);
        chart.getStyler().setLegendVisible(begins.size() > 1);
        highest = Math.max(highest, ends(shown, errors, 1).max().orElse(highest));
        if (floor.isEmpty()) {
            lowest = Math.min(lowest, ends(shown, errors, -1).min().orElse(lowest));
            chart.getStyler().setYAxisMin(lowest);
            chart.getStyler().setYAxisMax(highest > lowest ? highest + HEADROOM * (highest - lowest) : null);
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

    /** The upper (1) or lower (-1) ends of the bars; a point without one is its own. XChart itself overlooks such points. */
    private static DoubleStream ends(double[] y, double[] errors, int side) {
        return IntStream.range(0, y.length)
                .mapToDouble(i -> errors == null || Double.isNaN(errors[i]) ? y[i] : y[i] + side * errors[i]);
    }

    /** Whether the lines begin in the upper half of the chart, on average: then the legend belongs below them. */
    private boolean beginHigh() {
        double bottom = place(floor.orElse(lowest));
        double begin = begins.stream().mapToDouble(this::place).average().orElse(bottom);
        return begin - bottom > (place(highest) - bottom) / 2;
    }

    private double place(double y) {
        return floor.isPresent() ? Math.log(y) : y;
    }

    /** The chart as a picture of its own, or part of one. */
    public Picture picture() {
        chart.getStyler().setLegendPosition(beginHigh() ? LegendPosition.InsideSW : LegendPosition.InsideNW);
        return Picture.of(chart);
    }
}
