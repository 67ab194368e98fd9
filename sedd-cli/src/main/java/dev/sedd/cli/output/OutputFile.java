package dev.sedd.cli.output;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * A file that appears whole or not at all: it is written beside its place and moved there by {@link #commit()}, with the
 * permissions of the file that it replaces. Closed without that, or ended by Ctrl-C, it leaves what was there before. A
 * link stays, and what it leads to is written. A device, a pipe and what the process has open, as /dev/stdout, which cannot
 * be replaced, are written directly.
 */
public final class OutputFile implements AutoCloseable {
    private static final int MOST_LINKS = 40;

    private final Path target;
    private final Path written;
    private final OutputStream stream;
    private final Thread atExit = new Thread(this::delete, "sedd-cleanup");

    private OutputFile(Path target, Path written, OutputStream stream) {
        this.target = target;
        this.written = written;
        this.stream = new BufferedOutputStream(stream);
        deleteAtExit();
    }

    /**
     * Starts to write, which shows at once whether the place can be written.
     *
     * @throws Failure where it cannot, with the reason
     */
    public static OutputFile open(Path path) {
        try {
            Path target = place(path);
            check(path, target);
            if (isDescriptor(target) || Files.exists(target) && !Files.isRegularFile(target)) {
                return new OutputFile(
                        target,
                        target,
                        Files.newOutputStream(target, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
            }
            return beside(target);
        } catch (IOException e) {
            throw cannotWrite(path, e);
        }
    }

    private static OutputFile beside(Path target) throws IOException {
        Path written = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        OutputFile file = new OutputFile(
                target,
                written,
                Files.newOutputStream(written, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING));
        try {
            file.keepPermissions();
        } catch (IOException e) {
            file.close();
            throw e;
        }
        return file;
    }

    /** Where links lead. */
    private static Path place(Path path) throws IOException {
        Path place = path.toAbsolutePath();
        for (int links = 0; Files.isSymbolicLink(place) && !isDescriptor(place); links++) {
            if (links == MOST_LINKS) {
                throw new FileSystemException(path.toString(), null, "its links lead nowhere");
            }
            place = place.resolveSibling(Files.readSymbolicLink(place));
        }
        return place;
    }

    /** Whether it is what this process has open, as behind /dev/stdout: a pipe, which has no path, or a file begun already. */
    private static boolean isDescriptor(Path path) {
        return path.toString().matches("(/dev|/proc/[^/]+)/fd/[0-9]+");
    }

    private static void check(Path path, Path target) {
        if (Files.isDirectory(target)) {
            throw cannotWrite(path, "it is a folder", null);
        }
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw cannotWrite(path, "it is read-only", null);
        }
        if (target.getParent() != null && !Files.isDirectory(target.getParent())) {
            throw cannotWrite(path, "there is no folder " + target.getParent(), null);
        }
    }

    /** What to write to. */
    public OutputStream stream() {
        return stream;
    }

    /**
     * Finishes the file and moves it to its place.
     *
     * @throws Failure where that cannot be done
     */
    public void commit() {
        try {
            stream.close();
            if (!written.equals(target)) {
                move();
            }
        } catch (IOException e) {
            throw cannotWrite(target, e);
        }
    }

    private void keepPermissions() throws IOException {
        if (!Files.exists(target) || Files.getFileAttributeView(target, PosixFileAttributeView.class) == null) {
            return;
        }
        Set<PosixFilePermission> old = Files.getPosixFilePermissions(target);
        if (!old.equals(Files.getPosixFilePermissions(written))) { // Some file systems have one set, and take no other.
            Files.setPosixFilePermissions(written, old);
        }
    }

    private void move() throws IOException {
        try {
            Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(written, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void deleteAtExit() {
        try {
            Runtime.getRuntime().addShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The program is ending in order, and what still writes then closes its files.
        }
    }

    /** Throws away what was not committed. */
    @Override
    public void close() {
        delete();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The program is ending, and the hook is doing the same.
        }
    }

    private void delete() {
        try (stream) {
            if (!written.equals(target)) {
                Files.deleteIfExists(written);
            }
        } catch (IOException e) { // Of a full disk, to which closing writes once more.
            // Nothing can be done about a leftover, and the command's own outcome matters more.
        }
    }

    /** The failure of writing a file. */
    public static Failure cannotWrite(Path path, IOException e) {
        return cannotWrite(path, reason(e), e);
    }

    private static Failure cannotWrite(Path path, String reason, Throwable cause) {
        return new Failure("cannot write " + path + ": " + reason, cause);
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "the folder takes no new files";
        }
        return e instanceof FileSystemException f && f.getReason() != null
                ? f.getReason()
                : String.valueOf(e.getMessage());
    }
}
