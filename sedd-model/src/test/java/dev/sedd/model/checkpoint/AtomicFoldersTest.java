package dev.sedd.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A folder is there whole, or nothing is. */
class AtomicFoldersTest {
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    private Path folder;

    /** A program that does not get to the end of a folder. */
    static final class Unfinished {
        private Unfinished() {}

        /** Writes into a folder until it is ended. */
        public static void main(String[] arguments) throws IOException {
            Runtime.getRuntime().addShutdownHook(new Thread(AtomicFolders::discardUnfinished));
            AtomicFolders.write(Path.of(arguments[0]), made -> {
                Files.writeString(made.resolve("file"), "text");
                System.out.println("begun");
                while (true) {
                    Thread.onSpinWait();
                }
            });
        }
    }

    @Test
    void isThereWhenAllOfItIs() throws IOException {
        Path target = folder.resolve("target");
        AtomicFolders.write(target, made -> {
            Files.writeString(made.resolve("file"), "text");
            assertThat(target).doesNotExist();
        });
        assertThat(target.resolve("file")).hasContent("text");
        assertThat(folder.toFile().list()).containsExactly("target");
    }

    @Test
    void nothingIsLeftOfAFailure() {
        assertThatThrownBy(() -> AtomicFolders.write(folder.resolve("target"), made -> {
                    Files.writeString(made.resolve("file"), "text");
                    throw new IOException("no more");
                }))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("no more");
        assertThat(folder).isEmptyDirectory();
    }

    /** Windows ends programs without asking them. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void nothingIsLeftWhenASignalEndsTheProgram() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Unfinished.class.getName(),
                        folder.resolve("target").toString())
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(process.inputReader().readLine()).isEqualTo("begun");
            assertThat(folder).isNotEmptyDirectory();
            process.destroy();
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(folder).isEmptyDirectory();
    }
}
