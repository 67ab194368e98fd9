package dev.sedd.jmh.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import javax.imageio.ImageIO;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.HorizontalBarChartBuilder;
import org.knowm.xchart.internal.chartpart.IChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.CategoryStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Bar charts as PNG, drawn without a screen. */
final class Charts {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 460;
    private static final int BAR_HEIGHT = 30;
    private static final int MARGINS = 110;
    private static final double FILL = 0.75;
    private static final double HEADROOM = 1.1;
    private static final int LABEL_ANGLE = 30;
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
        CategoryChart chart = grouped(axis, series);
        label(chart.getStyler());
        chart.getStyler()
                .setYAxisLogarithmic(true)
                .setYAxisMin(power(present(series).min().orElse(1), Math::floor))
                .setYAxisMax(power(present(series).max().orElse(1), Math::ceil));
        return png(chart);
    }

    /** A group of bars for each category, a colour for each series; the value of each bar above it. */
    static byte[] labelledBars(String axis, Map<String, Map<String, OptionalDouble>> series) {
        CategoryChart chart = grouped(axis, series);
        label(chart.getStyler());
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(present(series).max().orElse(1) * HEADROOM);
        return png(chart);
    }

    /** Groups of so many bars that no value fits above them, and a line across all at a limit, where it is known. */
    static byte[] bars(
            String axis, Map<String, Map<String, OptionalDouble>> series, String limitName, OptionalDouble limit) {
        CategoryChart chart = grouped(axis, series);
        List<String> categories = series.values().stream()
                .flatMap(bars -> bars.keySet().stream())
                .distinct()
                .toList();
        if (limit.isPresent()) {
            CategorySeries line =
                    chart.addSeries(limitName, categories, Collections.nCopies(categories.size(), limit.getAsDouble()));
            line.setChartCategorySeriesRenderStyle(CategorySeries.CategorySeriesRenderStyle.Line);
            line.setMarker(SeriesMarkers.NONE);
            line.setLineColor(Color.DARK_GRAY);
        }
        double largest = Math.max(present(series).max().orElse(1), limit.orElse(0));
        chart.getStyler()
                .setYAxisMin(0.0)
                .setYAxisMax(largest * HEADROOM)
                .setXAxisLabelRotation(LABEL_ANGLE)
                .setLegendPosition(Styler.LegendPosition.OutsideS)
                .setLegendLayout(Styler.LegendLayout.Horizontal);
        return png(chart);
    }

    /** One bar below another, in the map's order from the top. */
    static byte[] horizontalBars(String axis, Map<String, OptionalDouble> bars) {
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
        return png(chart);
    }

    private static CategoryChart grouped(String axis, Map<String, Map<String, OptionalDouble>> series) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .yAxisTitle(axis)
                .build();
        style(chart.getStyler());
        chart.getStyler()
                .setAvailableSpaceFill(FILL)
                .setLegendVisible(series.size() > 1)
                .setLegendPosition(Styler.LegendPosition.InsideNW);
        series.forEach((name, bars) -> {
            if (bars.values().stream().anyMatch(OptionalDouble::isPresent)) {
                chart.addSeries(name, new ArrayList<>(bars.keySet()), values(bars));
            }
        });
        return chart;
    }

    private static void label(CategoryStyler styler) {
        styler.setLabelsVisible(true).setLabelsPosition(1.05).setDecimalPattern("#,##0.##");
    }

    private static DoubleStream present(Map<String, Map<String, OptionalDouble>> series) {
        return series.values().stream().flatMap(bars -> bars.values().stream()).flatMapToDouble(OptionalDouble::stream);
    }

    private static double power(double value, DoubleUnaryOperator rounding) {
        return Math.pow(10, rounding.applyAsDouble(Math.log10(value)));
    }

    private static List<Double> values(Map<String, OptionalDouble> bars) {
        List<Double> values = new ArrayList<>();
        bars.values().forEach(value -> values.add(value.isPresent() ? value.getAsDouble() : null));
        return values;
    }

    private static void style(AxesChartStyler styler) {
        styler.setPlotGridVerticalLinesVisible(false)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setSeriesColors(COLOURS)
                .setLegendBorderColor(Color.WHITE)
                .setDecimalPattern("#,##0.##");
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
