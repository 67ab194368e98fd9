package dev.sedd.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is there whole, or as it was. */
class AtomicFilesTest {
    @TempDir
    private Path folder;

    /** Memory may run out while a tensor is copied; a tensor may prove to be a wrong one. */
    @Test
    void nothingIsLeftOfWhatFails() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "old");
        for (Throwable problem : new Throwable[] {
            new OutOfMemoryError(),
            new IllegalStateException(),
            new IOException("broken"),
            new CheckpointException(file, "no")
        }) {
            assertThatThrownBy(() -> AtomicFiles.write(file, file, channel -> {
                        channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
                        AtomicFilesTest.<IOException>fail(problem);
                    }))
                    .isInstanceOfAny(problem.getClass(), CheckpointException.class);
            assertThat(folder).isDirectoryNotContaining(other -> !other.equals(file));
            assertThat(file).hasContent("old");
        }
        AtomicFiles.write(file, new byte[] {'n'});
        assertThat(file).hasContent("n");
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void fail(Throwable problem) throws E {
        throw (E) problem;
    }
}
