package dev.sedd.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A folder is there whole, or nothing is. */
class AtomicFoldersTest {
    private static final long PATIENCE_SECONDS = 60;
    private static final int FILES = 4;

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

    /** A program that is told to end while it finishes folders, one after the other. */
    static final class Busy {
        private Busy() {}

        /** Writes folders until it is ended. */
        public static void main(String[] arguments) throws IOException {
            Runtime.getRuntime().addShutdownHook(new Thread(AtomicFolders::discardUnfinished));
            System.out.println("begun");
            for (int i = 0; true; i++) {
                AtomicFolders.write(Path.of(arguments[0], "target" + i), made -> {
                    for (int j = 0; j < FILES; j++) {
                        Files.writeString(made.resolve("file" + j), "text");
                    }
                });
            }
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatIsThereIsWholeWhenASignalEndsTheProgram() throws Exception {
        Process process = start(Busy.class, folder);
        try {
            assertThat(process.inputReader().readLine()).isEqualTo("begun");
            Thread.sleep(new Random().nextInt(200));
            process.destroy();
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        for (File made : folder.toFile().listFiles()) {
            assertThat(made.getName()).startsWith("target");
            assertThat(made.list()).as(made.getName()).hasSize(FILES);
        }
    }

    private static Process start(Class<?> program, Path argument) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName(),
                        argument.toString())
                .redirectErrorStream(true)
                .start();
    }

    /** Windows ends programs without asking them. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void nothingIsLeftWhenASignalEndsTheProgram() throws Exception {
        Process process = start(Unfinished.class, folder.resolve("target"));
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
