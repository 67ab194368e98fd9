package dev.sedd.jmh.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import javax.imageio.ImageIO;
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
    private static final int MARGINS = 110;
    private static final double FILL = 0.75;
    private static final Color[] COLOURS = {new Color(0x1F77B4), new Color(0xE6862A), new Color(0x3A9A5B)};

    private Charts() {}

    /** A group of bars for each category, a colour for each series; the value of each bar above it. */
    static byte[] logarithmicBars(String axis, Map<String, Map<String, OptionalDouble>> series) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .yAxisTitle(axis)
                .build();
        style(chart.getStyler());
        chart.getStyler()
                .setLabelsVisible(true)
                .setLabelsPosition(1.05)
                .setAvailableSpaceFill(FILL)
                .setYAxisLogarithmic(true)
                .setYAxisMin(1.0)
                .setYAxisMax(1000.0)
                .setDecimalPattern("#,##0.#")
                .setLegendVisible(series.size() > 1)
                .setLegendPosition(Styler.LegendPosition.InsideNW);
        series.forEach((name, bars) -> {
            if (bars.values().stream().anyMatch(OptionalDouble::isPresent)) {
                chart.addSeries(name, new ArrayList<>(bars.keySet()), values(bars));
            }
        });
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
