package dev.sedd.cli.picture;

/** Something that can be drawn. */
public interface Drawing {
    /** Its width in pixels. */
    int width();

    /** Its height in pixels. */
    int height();

    /** Draws it, its upper left corner at (0, 0), on a white ground. */
    void draw(Canvas canvas);
}
