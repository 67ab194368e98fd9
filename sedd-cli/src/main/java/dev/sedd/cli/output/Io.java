package dev.sedd.cli.output;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** The program's ways out: generated text and what was asked for to {@link #out}, everything else to {@link #err}. */
public final class Io {
    private final TextOut out;
    private final PrintStream err;
    private final Supplier<Terminal> detect;
    private Terminal terminal;

    /** @param detect finds out what the streams are connected to; asked once, and only where it matters */
    public Io(OutputStream out, OutputStream err, Supplier<Terminal> detect) {
        this.out = new TextOut(out, "standard output");
        this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
        this.detect = detect;
    }

    /** Standard output. */
    public TextOut out() {
        return out;
    }

    /** Standard error. */
    public PrintStream err() {
        return err;
    }

    /** What the two are connected to. */
    public Terminal terminal() {
        if (terminal == null) {
            terminal = detect.get();
        }
        return terminal;
    }
}
