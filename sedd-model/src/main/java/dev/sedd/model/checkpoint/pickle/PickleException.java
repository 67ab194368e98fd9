package dev.sedd.model.checkpoint.pickle;

import java.io.IOException;

/** A pickle that is damaged, or asks for what is refused. */
public final class PickleException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public PickleException(String message) {
        super(message);
    }

    /** What is wrong, and what revealed it. */
    public PickleException(String message, Throwable cause) {
        super(message, cause);
    }
}
