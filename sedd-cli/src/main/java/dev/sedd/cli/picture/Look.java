package dev.sedd.cli.picture;

import java.awt.Color;
import java.awt.Font;
import java.util.Locale;
import org.knowm.xchart.style.AxesChartStyler;

/** What all charts have in common: white ground, thin grid, plain letters. */
final class Look {
    static final Color INK = new Color(0x333333);

    private static final Color GRID = new Color(0xDDDDDD);
    private static final int TEXT = 13;
    private static final int TITLE = 15;
    private static final int PADDING = 12;

    private Look() {}

    /** Letters of a size in pixels. */
    static Font letters(int size) {
        return new Font(Font.SANS_SERIF, Font.PLAIN, size);
    }

    static void apply(AxesChartStyler styler) {
        styler.setChartTitleFont(letters(TITLE))
                .setLegendFont(letters(TEXT))
                .setChartPadding(PADDING)
                .setChartFontColor(INK)
                .setChartBackgroundColor(Color.WHITE)
                .setLegendBorderColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setLocale(Locale.ROOT);
        styler.setAxisTitleFont(letters(TEXT))
                .setAxisTickLabelsFont(letters(TEXT - 1))
                .setAxisTickLabelsColor(INK)
                .setPlotGridLinesColor(GRID)
                .setPlotGridVerticalLinesVisible(false);
    }
}
