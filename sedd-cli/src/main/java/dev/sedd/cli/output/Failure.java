package dev.sedd.cli.output;

/** What keeps a command from being done, in one line; ends the program with exit code 1. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Failure(String message) {
        super(message);
    }

    public Failure(String message, Throwable cause) {
        super(message, cause);
    }
}
