package dev.sedd.cli.picture;

import dev.sedd.cli.output.Failure;
import dev.sedd.cli.output.FileName;
import dev.sedd.cli.output.OutputFile;
import java.awt.font.FontRenderContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where a picture goes, as PNG.
 *
 * @param path the file
 */
public record PictureFile(Path path) {
    private static final String HEADLESS = "java.awt.headless";
    private static final String ENDING = ".png";
    private static final int TEXT = 12;

    /**
     * Finds out whether a picture can be drawn and the place be written, before the work.
     *
     * @throws Failure where they cannot
     */
    public void check() {
        OutputFile.open(path).close();
        checkFonts();
    }

    /** A Java without any font throws one thing or another at the first letter. */
    private void checkFonts() {
        System.setProperty(HEADLESS, "true");
        try {
            Look.letters(TEXT).getStringBounds("0", new FontRenderContext(null, true, true));
        } catch (RuntimeException | LinkageError | InternalError e) {
            throw new Failure(
                    "cannot draw " + path + ": this Java finds no letters (" + e.getMessage()
                            + "); install fontconfig and a font, such as DejaVu",
                    e);
        }
    }

    /**
     * Writes a picture, whole or not at all.
     *
     * @throws Failure where that cannot be done
     */
    public void write(Picture picture) {
        checkFonts();
        try (OutputFile file = OutputFile.open(path)) {
            ImageIO.setUseCache(false);
            ImageIO.write(picture.image(), "png", file.stream());
            file.commit();
        } catch (IOException e) {
            throw OutputFile.cannotWrite(path, e);
        }
    }

    /** Reads a picture's name. */
    public static final class Converter implements ITypeConverter<PictureFile> {
        @Override
        public PictureFile convert(String value) {
            if (!value.toLowerCase(Locale.ROOT).endsWith(ENDING)) {
                throw new TypeConversionException("'" + value + "' does not end with .png");
            }
            return new PictureFile(new FileName().convert(value));
        }
    }
}
