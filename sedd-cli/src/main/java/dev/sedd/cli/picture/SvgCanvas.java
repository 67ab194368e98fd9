package dev.sedd.cli.picture;

import java.util.Locale;

/** Draws as SVG: the same bytes on every machine. */
final class SvgCanvas implements Canvas {
    private final StringBuilder svg = new StringBuilder();

    SvgCanvas(int width, int height) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"sans-serif\">\n",
                width, height, width, height);
        rectangle(0, 0, width, height, 0xFFFFFF);
    }

    @Override
    public void rectangle(double x, double y, double width, double height, int colour) {
        add(
                "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"#%06x\"/>\n",
                number(x), number(y), number(width), number(height), colour);
    }

    @Override
    public void line(double[] x, double[] y, double stroke, int colour) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < x.length; i++) {
            points.append(i == 0 ? "" : " ").append(number(x[i])).append(',').append(number(y[i]));
        }
        add(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"#%06x\" stroke-width=\"%s\"/>\n",
                points, colour, number(stroke));
    }

    @Override
    public void text(double x, double y, String text, double size, Anchor anchor, int colour) {
        add(
                "<text x=\"%s\" y=\"%s\" font-size=\"%s\" text-anchor=\"%s\" fill=\"#%06x\">%s</text>\n",
                number(x), number(y), number(size), anchor.name().toLowerCase(Locale.ROOT), colour, escaped(text));
    }

    @Override
    public void textUp(double x, double y, String text, double size, int colour) {
        add(
                "<text transform=\"translate(%s %s) rotate(-90)\" font-size=\"%s\" text-anchor=\"middle\""
                        + " fill=\"#%06x\">%s</text>\n",
                number(x), number(y), number(size), colour, escaped(text));
    }

    /** The whole file. */
    String finished() {
        return svg + "</svg>\n";
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.replaceFirst("\\.?0+$", "");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
