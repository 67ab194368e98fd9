package dev.sedd.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What stands at a place is written, and stays what it is. */
@DisabledOnOs(OS.WINDOWS)
class OutputFileTest {
    @TempDir
    private Path folder;

    @Test
    void aFileKeepsItsPermissions() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        write(file, "new");
        assertThat(file).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aLinkStaysAndWhatItLeadsToIsWritten() throws IOException {
        Path there = Files.createDirectory(folder.resolve("there"));
        Path file = Files.writeString(there.resolve("file"), "old");
        Path second = Files.createSymbolicLink(there.resolve("second"), Path.of("file"));
        Path first = Files.createSymbolicLink(folder.resolve("first"), second);
        write(first, "new");
        assertThat(first).isSymbolicLink();
        assertThat(second).isSymbolicLink();
        assertThat(file).hasContent("new");
        Files.delete(file);
        write(first, "newer");
        assertThat(first).isSymbolicLink();
        assertThat(second).isSymbolicLink();
        assertThat(file).hasContent("newer");
        assertThat(there).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void linksThatGoRoundLeadNowhere() throws IOException {
        Path one = folder.resolve("one");
        Path other = Files.createSymbolicLink(folder.resolve("other"), one);
        Files.createSymbolicLink(one, other);
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> OutputFile.open(one))
                .withMessage("cannot write " + one + ": its links lead nowhere");
    }

    @Test
    void aPipeIsWrittenDirectly() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> read(pipe));
        write(pipe, "through");
        assertThat(read.get(1, TimeUnit.MINUTES)).isEqualTo("through");
        assertThat(Files.isRegularFile(pipe)).isFalse();
        assertThat(folder.toFile().list()).containsExactly("pipe");
    }

    /** What a shell's >> has begun goes on. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void anOpenFileIsAppendedTo() throws Exception {
        Path log = Files.writeString(folder.resolve("log"), "before ");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/proc/self/fd/1"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        link.toString())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        assertThat(process.errorReader().lines()).isEmpty();
        assertThat(process.waitFor()).isZero();
        assertThat(log).hasContent("before after");
        assertThat(link).isSymbolicLink();
    }

    /** A program that writes to the place that it is told. */
    static final class Writer {
        private Writer() {}

        /** Writes. */
        public static void main(String[] arguments) throws IOException {
            write(Path.of(arguments[0]), "after");
        }
    }

    private static String read(Path pipe) {
        try {
            return Files.readString(pipe);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void write(Path path, String text) throws IOException {
        try (OutputFile file = OutputFile.open(path)) {
            file.stream().write(text.getBytes(StandardCharsets.UTF_8));
            file.commit();
        }
    }
}
