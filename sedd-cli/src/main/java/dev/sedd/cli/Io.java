package dev.sedd.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** The program's ways out: generated text and what was asked for to {@link #out}, everything else to {@link #err}. */
final class Io {
    private final TextOut out;
    private final PrintStream err;
    private final Supplier<Terminal> detect;
    private Terminal terminal;

    /** @param detect tells what the streams are connected to; asked once, and only where it matters */
    Io(OutputStream out, OutputStream err, Supplier<Terminal> detect) {
        this.out = new TextOut(out, "standard output");
        this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
        this.detect = detect;
    }

    /** Standard output. */
    TextOut out() {
        return out;
    }

    /** Standard error. */
    PrintStream err() {
        return err;
    }

    /** What the two are connected to. */
    Terminal terminal() {
        if (terminal == null) {
            terminal = detect.get();
        }
        return terminal;
    }
}
