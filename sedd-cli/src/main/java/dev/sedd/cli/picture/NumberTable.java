package dev.sedd.cli.picture;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;

/** A square table of numbers on coloured ground: the larger the bluer, below 0 red. */
public final class NumberTable {
    private static final Color[] RED_TO_BLUE = {new Color(0xE8746A), Color.WHITE, new Color(0x6FA8DC)};
    private static final Color EMPTY = new Color(0xEEEEEE);
    private static final int TEXT = 12;
    private static final int PADDING = 6;

    private final HeatMapChart chart;

    /**
     * A table.
     *
     * @param title one line above it
     * @param side one line that reads upwards to its left
     * @param values rows from the top; a cell that is NaN stays empty
     * @param largest the number that has the deepest blue
     */
    public NumberTable(int width, int height, String title, String side, double[][] values, double largest) {
        chart = new HeatMapChartBuilder()
                .width(width)
                .height(height)
                .title(title)
                .yAxisTitle(side)
                .build();
        Look.apply(chart.getStyler());
        chart.getStyler()
                .setShowValue(true)
                .setValueFont(Look.letters(TEXT))
                .setValueFontColor(Look.INK)
                .setHeatMapValueDecimalPattern("0.00")
                .setRangeColors(RED_TO_BLUE)
                .setMin(-largest)
                .setMax(largest)
                .setDrawBorder(false)
                .setAxisTicksVisible(false)
                .setPlotGridLinesVisible(false)
                .setPlotContentSize(1)
                .setPlotBackgroundColor(EMPTY)
                .setLegendVisible(false)
                .setChartTitleFont(Look.letters(TEXT))
                .setChartPadding(PADDING);
        List<Integer> indices = IntStream.range(0, values.length).boxed().toList();
        chart.addSeries(title, indices, indices, cells(values));
    }

    /** (column, row from the bottom, number) of every cell that has one. */
    private static List<Number[]> cells(double[][] values) {
        List<Number[]> cells = new ArrayList<>();
        for (int row = 0; row < values.length; row++) {
            for (int column = 0; column < values.length; column++) {
                if (!Double.isNaN(values[row][column])) {
                    cells.add(new Number[] {column, values.length - 1 - row, values[row][column]});
                }
            }
        }
        return cells;
    }

    /** The table as a picture of its own, or part of one. */
    public Picture picture() {
        return Picture.of(chart);
    }
}
