package dev.sedd.model.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Folders that are there whole or not at all: filled beside their place, then renamed. A program that may be ended meanwhile
 * calls {@link #discardUnfinished} then.
 */
public final class AtomicFolders {
    /** How often a folder is emptied into which somebody still writes: each time there is one file more at most. */
    private static final int ATTEMPTS = 100;

    private static final Set<Path> UNFINISHED = new HashSet<>(); // Also the lock of what follows.
    private static boolean ending;

    private AtomicFolders() {}

    /** What fills a new folder, with files alone. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of it. */
        void write(Path folder) throws IOException;
    }

    /**
     * Refuses a folder that holds something; one that is not there is empty.
     *
     * @throws CheckpointException where it does, or cannot be looked into
     */
    public static void checkEmpty(Path folder) throws CheckpointException {
        Path target = target(folder);
        if (!Files.isDirectory(target)) {
            return;
        }
        try (Stream<Path> children = Files.list(target)) {
            if (children.findAny().isPresent()) {
                throw new CheckpointException(folder, "is a folder that is not empty; choose another name");
            }
        } catch (CheckpointException e) {
            throw e;
        } catch (IOException e) {
            throw CheckpointException.unwritable(folder, e);
        }
    }

    /**
     * Makes a folder, under its name only when all of it is there.
     *
     * @param folder must not be there, or be empty
     * @throws CheckpointException where {@code content} throws it, or a file cannot be written; nothing is left then
     */
    public static void write(Path folder, Content content) throws CheckpointException {
        Path target = target(folder);
        Path temporary = AtomicFiles.beside(target);
        try {
            begin(folder, temporary);
            content.write(temporary);
            finish(folder, temporary, target);
        } catch (CheckpointException | RuntimeException | Error e) {
            discard(temporary, e);
            throw e;
        } catch (IOException e) {
            discard(temporary, e);
            throw CheckpointException.unwritable(folder, e);
        } finally {
            synchronized (UNFINISHED) {
                UNFINISHED.remove(temporary);
            }
        }
    }

    private static void begin(Path folder, Path temporary) throws IOException {
        synchronized (UNFINISHED) {
            checkGoingOn(folder);
            UNFINISHED.add(temporary);
            Files.createDirectories(temporary);
        }
    }

    private static void finish(Path folder, Path temporary, Path target) throws IOException {
        synchronized (UNFINISHED) {
            checkGoingOn(folder);
            Files.deleteIfExists(target);
            AtomicFiles.rename(temporary, target);
        }
    }

    private static void checkGoingOn(Path folder) throws CheckpointException {
        if (ending) {
            throw new CheckpointException(folder, "is not written, as the program ends");
        }
    }

    /** Deletes what is being filled in this process, and lets no more be: for a shutdown hook. */
    public static void discardUnfinished() {
        synchronized (UNFINISHED) {
            ending = true;
            for (Path folder : UNFINISHED) {
                discard(folder);
            }
        }
    }

    /** Deletes again where the thread that fills the folder has added a file meanwhile; once the folder is gone, it cannot. */
    private static void discard(Path folder) {
        for (int i = 0; i < ATTEMPTS && Files.exists(folder); i++) {
            try {
                delete(folder);
            } catch (IOException e) {
                // Once more.
            }
        }
    }

    /** The folder's own place, without detours by others that need not be there. */
    public static Path target(Path folder) {
        return folder.toAbsolutePath().normalize();
    }

    private static void discard(Path folder, Throwable because) {
        try {
            delete(folder);
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> children = Files.list(folder)) {
            for (Path path : Stream.concat(children, Stream.of(folder)).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
