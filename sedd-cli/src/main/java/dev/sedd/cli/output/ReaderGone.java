package dev.sedd.cli.output;

/** The reader of the output has closed its end, as {@code | head -1} does: the program ends without a word. */
public final class ReaderGone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReaderGone(Throwable cause) {
        super(cause);
    }
}
