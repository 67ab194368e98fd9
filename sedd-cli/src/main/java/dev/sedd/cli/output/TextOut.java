package dev.sedd.cli.output;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Text on its way out, as UTF-8 whatever the locale. Unlike a PrintStream it says what went wrong. */
public final class TextOut {
    private final Writer writer;
    private final String name;

    /**
     * @param out where the text goes; never closed here
     * @param name what the destination is called in error messages
     */
    public TextOut(OutputStream out, String name) {
        this.writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        this.name = name;
    }

    /**
     * Appends text; it has left only after {@link #flush()}.
     *
     * @throws ReaderGone where the reader has closed its end
     * @throws Failure where the text cannot be written
     */
    public void print(String text) {
        try {
            writer.write(text);
        } catch (IOException e) {
            throw explain(e);
        }
    }

    /** The same way out as a plain writer, for help texts. */
    public Writer writer() {
        return writer;
    }

    /** Sends what was printed on its way; the same exceptions. */
    public void flush() {
        try {
            writer.flush();
        } catch (IOException e) {
            throw explain(e);
        }
    }

    private RuntimeException explain(IOException e) {
        String reason = String.valueOf(e.getMessage());
        if (reason.contains("Broken pipe") || reason.contains("pipe is being closed")) {
            return new ReaderGone(e);
        }
        return new Failure("cannot write to " + name + ": " + reason, e);
    }
}
