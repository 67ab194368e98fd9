package dev.sedd.cli.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.internal.chartpart.IChart;

/** Charts beside and below one another on a white sheet. */
public final class Picture {
    private static final int SCALE = 2; // Dots to a pixel, so that it stays sharp on a projector.

    private static final int MARGIN = 8; // At the right, where XChart leaves next to none.

    private final List<Part> parts;
    private final int width;
    private final int height;

    /** A chart and where its upper left corner lies. */
    private record Part(IChart chart, int x, int y) {}

    private Picture(List<Part> parts, int width, int height) {
        this.parts = List.copyOf(parts);
        this.width = width;
        this.height = height;
    }

    static Picture of(IChart chart) {
        return new Picture(List.of(new Part(chart, 0, 0)), chart.getWidth(), chart.getHeight());
    }

    /** This picture with another to its right. */
    public Picture beside(Picture right) {
        return with(right, width, 0);
    }

    /** This picture with another below it. */
    public Picture above(Picture below) {
        return with(below, 0, height);
    }

    private Picture with(Picture other, int x, int y) {
        List<Part> all = new ArrayList<>(parts);
        other.parts.forEach(part -> all.add(new Part(part.chart, part.x + x, part.y + y)));
        return new Picture(all, Math.max(width, x + other.width), Math.max(height, y + other.height));
    }

    /** The drawn picture, two dots to a pixel of its charts, a little wider than they are. */
    BufferedImage image() {
        int dots = (width + MARGIN) * SCALE;
        BufferedImage image = new BufferedImage(dots, height * SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D sheet = image.createGraphics();
        sheet.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        sheet.scale(SCALE, SCALE);
        sheet.setColor(Color.WHITE);
        sheet.fillRect(0, 0, width + MARGIN, height);
        for (Part part : parts) {
            int w = part.chart.getWidth();
            int h = part.chart.getHeight();
            Graphics2D graphics = (Graphics2D) sheet.create(part.x, part.y, w, h);
            part.chart.paint(graphics, w, h);
            graphics.dispose();
        }
        sheet.dispose();
        return image;
    }
}
