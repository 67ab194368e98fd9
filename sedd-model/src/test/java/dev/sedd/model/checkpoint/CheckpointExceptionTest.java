package dev.sedd.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

/** What the JDK says of a file is often its name alone. */
class CheckpointExceptionTest {
    @Test
    void saysInWordsWhyAFileCannotBeRead() {
        assertThat(read(new AccessDeniedException("a"))).isEqualTo("a: cannot be read (permission denied)");
        assertThat(read(new NoSuchFileException("a"))).isEqualTo("a: cannot be read (there is no such file)");
        assertThat(read(new FileSystemException("a", null, "Too many levels of symbolic links")))
                .isEqualTo("a: cannot be read (Too many levels of symbolic links)");
        assertThat(read(new ClosedByInterruptException())).isEqualTo("a: cannot be read (ClosedByInterruptException)");
        assertThat(read(new IOException("Input/output error"))).isEqualTo("a: cannot be read (Input/output error)");
    }

    @Test
    void saysInWordsWhyAFileCannotBeWritten() {
        IOException missing = new NoSuchFileException(".a.tmp");
        assertThat(CheckpointException.unwritable("a", missing))
                .hasMessage("a: cannot be written (there is no such folder, or it takes no new files); choose another"
                        + " place");
    }

    private static String read(IOException e) {
        return CheckpointException.unreadable("a", e).getMessage();
    }
}
