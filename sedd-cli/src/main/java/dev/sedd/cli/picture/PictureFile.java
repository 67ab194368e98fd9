package dev.sedd.cli.picture;

import dev.sedd.cli.output.Failure;
import dev.sedd.cli.output.OutputFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where a picture goes; its name's ending, .png or .svg, says as what.
 *
 * @param path the file
 */
public record PictureFile(Path path) {
    private static final String HEADLESS = "java.awt.headless";

    /**
     * Finds out whether the place can be written, before the work.
     *
     * @throws Failure where it cannot
     */
    public void check() {
        OutputFile.open(path).close();
    }

    /**
     * Writes a picture, whole or not at all.
     *
     * @throws Failure where that cannot be done
     */
    public void write(Drawing drawing) {
        try (OutputFile file = OutputFile.open(path)) {
            if (isSvg(path)) {
                SvgCanvas canvas = new SvgCanvas(drawing.width(), drawing.height());
                drawing.draw(canvas);
                file.stream().write(canvas.finished().getBytes(StandardCharsets.UTF_8));
            } else {
                System.setProperty(HEADLESS, "true");
                PngCanvas canvas = new PngCanvas(drawing.width(), drawing.height());
                drawing.draw(canvas);
                canvas.write(file.stream());
            }
            file.commit();
        } catch (IOException e) {
            throw new Failure("cannot write " + path + ": " + e.getMessage(), e);
        } catch (LinkageError | InternalError e) {
            throw new Failure(
                    "this Java cannot draw text for " + path + " (" + e.getMessage()
                            + "); install fontconfig and a font, or write an .svg",
                    e);
        }
    }

    private static boolean isSvg(Path path) {
        return path.toString().toLowerCase(Locale.ROOT).endsWith(".svg");
    }

    /** Reads a picture's name. */
    public static final class Converter implements ITypeConverter<PictureFile> {
        @Override
        public PictureFile convert(String value) {
            Path path = Path.of(value);
            if (!isSvg(path) && !value.toLowerCase(Locale.ROOT).endsWith(".png")) {
                throw new TypeConversionException("'" + value + "' does not end with .png or .svg");
            }
            return new PictureFile(path);
        }
    }
}
