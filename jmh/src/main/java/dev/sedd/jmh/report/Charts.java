package dev.sedd.jmh.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import javax.imageio.ImageIO;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.HorizontalBarChartBuilder;
import org.knowm.xchart.internal.chartpart.IChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;

/** Bar charts as PNG, drawn without a screen. */
final class Charts {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 460;
    private static final int BAR_HEIGHT = 30;

    /** What a bar needs, with the gaps between groups, for its value to fit above it. */
    private static final int BAR_WIDTH = 50;

    private static final int MARGINS = 110;
    private static final double FILL = 0.85;
    private static final double HEADROOM = 1.1;
    private static final int LABEL_ANGLE = 30;
    private static final double START = 0.1;
    private static final double MIDDLE = 0.5;

    /** Bars whose values fit above them. */
    private static final int MOST_LABELS = 30;

    /** Letters of names that fit beside one another below a chart. */
    private static final int MOST_LETTERS = 85;

    private static final BasicStroke DASHES =
            new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {6, 4}, 0);
    private static final Color[] COLOURS = {
        new Color(0x1F77B4),
        new Color(0xE6862A),
        new Color(0x3A9A5B),
        new Color(0xC44E52),
        new Color(0x8172B3),
        new Color(0x937860),
        new Color(0x8C8C8C)
    };

    private Charts() {}

    /**
     * A group of bars for each category, a colour for each series, on a logarithmic axis between powers of ten; the value
     * of each bar above it.
     */
    static byte[] logarithmicBars(String axis, Map<String, Map<String, OptionalDouble>> series) {
        CategoryChart chart = grouped(
                Math.max(WIDTH, MARGINS + BAR_WIDTH * (int) present(series).count()), axis, series);
        chart.getStyler()
                .setLabelsVisible(true)
                .setYAxisLogarithmic(true)
                .setYAxisMin(power(present(series).min().orElse(1), Math::floor))
                .setYAxisMax(power(present(series).max().orElse(1), Math::ceil));
        return png(chart);
    }

    /**
     * A group of bars for each category; the value of each bar above it where there is room. Each series has a colour by its
     * place in the map, in which it may be empty.
     */
    static byte[] bars(String axis, Map<String, Map<String, OptionalDouble>> series) {
        return bars(axis, series, OptionalDouble.empty());
    }

    /** {@link #bars(String, Map)} with a line across all of them; values stand in the bars, where it does not strike them. */
    static byte[] bars(String axis, Map<String, Map<String, OptionalDouble>> series, OptionalDouble line) {
        CategoryChart chart = grouped(WIDTH, axis, series);
        line.ifPresent(value -> {
            chart.addAnnotation(new AnnotationLine(value, false, false));
            chart.getStyler().setLabelsPosition(MIDDLE);
        });
        double largest = Math.max(present(series).max().orElse(1), line.orElse(0));
        chart.getStyler()
                .setLabelsVisible(present(series).count() <= MOST_LABELS)
                .setYAxisMin(0.0)
                .setYAxisMax(largest * HEADROOM);
        return png(chart);
    }

    /** One bar below another, in the map's order from the top. */
    static byte[] horizontalBars(String axis, Map<String, OptionalDouble> bars) {
        return horizontalBars(axis, bars, OptionalDouble.empty());
    }

    /** {@link #horizontalBars(String, Map)} with a line across all of them; values stand in the bars, where it does not strike them. */
    static byte[] horizontalBars(String axis, Map<String, OptionalDouble> bars, OptionalDouble line) {
        HorizontalBarChart chart = new HorizontalBarChartBuilder()
                .width(WIDTH)
                .height(MARGINS + BAR_HEIGHT * bars.size())
                .xAxisTitle(axis)
                .build();
        style(chart.getStyler());
        chart.getStyler()
                .setLabelsVisible(true)
                .setLabelsPosition(1.05)
                .setLabelsFontColorAutomaticEnabled(false)
                .setAvailableSpaceFill(FILL)
                .setXAxisTickMarkSpacingHint(1) // XChart leaves out names by it, of the other axis as well
                .setXAxisTicksVisible(false)
                .setLegendVisible(false);
        chart.addSeries(axis, values(bars), new ArrayList<>(bars.keySet()));
        line.ifPresent(value -> {
            chart.addAnnotation(new AnnotationLine(value, true, false));
            chart.getStyler().setLabelsPosition(START).setLabelsFontColorAutomaticEnabled(true);
        });
        return png(chart);
    }

    private static CategoryChart grouped(int width, String axis, Map<String, Map<String, OptionalDouble>> series) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(width)
                .height(HEIGHT)
                .yAxisTitle(axis)
                .build();
        style(chart.getStyler());
        Set<String> categories = new LinkedHashSet<>();
        series.values().forEach(bars -> categories.addAll(bars.keySet()));
        int letters = categories.stream().mapToInt(String::length).sum();
        chart.getStyler()
                .setLabelsPosition(1.05)
                .setAvailableSpaceFill(FILL)
                .setXAxisLabelRotation(letters > MOST_LETTERS ? LABEL_ANGLE : 0)
                .setLegendVisible(series.size() > 1)
                .setLegendPosition(Styler.LegendPosition.OutsideS)
                .setLegendLayout(Styler.LegendLayout.Horizontal);
        int colour = 0;
        for (Map.Entry<String, Map<String, OptionalDouble>> one : series.entrySet()) {
            Map<String, OptionalDouble> bars = one.getValue();
            if (bars.values().stream().anyMatch(OptionalDouble::isPresent)) {
                chart.addSeries(one.getKey(), new ArrayList<>(bars.keySet()), values(bars))
                        .setFillColor(COLOURS[colour % COLOURS.length]);
            }
            colour++;
        }
        return chart;
    }

    private static DoubleStream present(Map<String, Map<String, OptionalDouble>> series) {
        return series.values().stream().flatMap(bars -> bars.values().stream()).flatMapToDouble(OptionalDouble::stream);
    }

    private static double power(double value, DoubleUnaryOperator rounding) {
        return Math.pow(10, rounding.applyAsDouble(Math.log10(value)));
    }

    private static List<Double> values(Map<String, OptionalDouble> bars) {
        List<Double> values = new ArrayList<>();
        bars.values().forEach(value -> values.add(value.isPresent() ? rounded(value.getAsDouble()) : null));
        return values;
    }

    /** Three significant digits, as many as a label shows. */
    private static double rounded(double value) {
        return new BigDecimal(value).round(new MathContext(3)).doubleValue();
    }

    private static void style(AxesChartStyler styler) {
        styler.setPlotGridVerticalLinesVisible(false)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setSeriesColors(COLOURS)
                .setLegendBorderColor(Color.WHITE)
                .setAnnotationLineColor(Color.DARK_GRAY)
                .setAnnotationLineStroke(DASHES)
                .setDecimalPattern("#,##0.####");
    }

    private static byte[] png(IChart chart) {
        BufferedImage image = new BufferedImage(chart.getWidth(), chart.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        chart.paint(graphics, image.getWidth(), image.getHeight());
        graphics.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }
}
