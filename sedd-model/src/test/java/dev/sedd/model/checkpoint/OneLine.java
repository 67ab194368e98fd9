package dev.sedd.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The form of every error about a file: a CheckpointException of one line that begins with the file's name. */
final class OneLine {
    private OneLine() {}

    /** Runs what must fail so, with a message that contains the parts. */
    static void error(Object where, ThrowingCallable action, CharSequence... parts) {
        assertThatExceptionOfType(CheckpointException.class).isThrownBy(action).satisfies(e -> {
            assertThat(e.getMessage()).startsWith(where + ": ").doesNotContain("\n", "\r");
            for (CharSequence part : parts) {
                assertThat(e.getMessage()).contains(part);
            }
        });
    }
}
