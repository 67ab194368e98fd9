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
    private boolean broken;
    private RuntimeException untold;

    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }

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
        attempt(() -> writer.write(text));
    }

    /** Sends what was printed on its way; the same exceptions, also for what {@link #writer()} could not write. */
    public void flush() {
        if (untold != null) {
            RuntimeException e = untold;
            untold = null;
            throw e;
        }
        attempt(writer::flush);
    }

    /** The same way out as a plain writer, for help texts. As its users do not expect errors, {@link #flush} tells them. */
    public Writer writer() {
        return new Writer() {
            @Override
            public void write(char[] text, int start, int length) {
                later(() -> print(new String(text, start, length)));
            }

            @Override
            public void flush() {
                later(TextOut.this::flush);
            }

            @Override
            public void close() {
                flush();
            }
        };
    }

    private void later(Runnable writing) {
        try {
            writing.run();
        } catch (Failure | ReaderGone e) {
            untold = e;
        }
    }

    /** After an error nothing more is written: the error has been told, and would only be told again. */
    private void attempt(Writing writing) {
        if (broken) {
            return;
        }
        try {
            writing.run();
        } catch (IOException e) {
            broken = true;
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
