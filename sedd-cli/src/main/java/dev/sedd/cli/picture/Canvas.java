package dev.sedd.cli.picture;

/** What a picture is drawn on. Lengths are in pixels, x to the right and y down; colours are 0xRRGGBB. */
public interface Canvas {
    /** Which point of a text lies at the place it is given. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /** A filled rectangle. */
    void rectangle(double x, double y, double width, double height, int colour);

    /** Straight lines from point to point. */
    void line(double[] x, double[] y, double stroke, int colour);

    /** A text on the baseline y. */
    void text(double x, double y, String text, double size, Anchor anchor, int colour);

    /** A text that reads upwards, its middle at y. */
    void textUp(double x, double y, String text, double size, int colour);

    /** One straight line. */
    default void line(double x1, double y1, double x2, double y2, double stroke, int colour) {
        line(new double[] {x1, x2}, new double[] {y1, y2}, stroke, colour);
    }
}
