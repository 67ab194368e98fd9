package dev.sedd.cli;

/** What keeps a command from being done, told in one line; ends the program with exit code 1. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failure(String message) {
        super(message);
    }

    Failure(String message, Throwable cause) {
        super(message, cause);
    }
}
