package dev.sedd.model.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Files that are there whole or not at all: written beside their place, then renamed. */
public final class AtomicFiles {
    private AtomicFiles() {}

    /** What fills a new file. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of it. */
        void write(FileChannel channel) throws IOException;
    }

    /**
     * Writes a file, replacing one of that name only when all is written.
     *
     * @param where the name for errors
     * @throws CheckpointException where it cannot be written; the old file is then as it was
     */
    public static void write(Object where, Path file, Content content) throws CheckpointException {
        Path target = file.toAbsolutePath();
        Path temporary = beside(target);
        try {
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                content.write(channel);
                channel.force(true);
            }
            rename(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (CheckpointException | RuntimeException | Error e) {
            discard(temporary, e);
            throw e;
        } catch (IOException e) {
            discard(temporary, e);
            throw CheckpointException.unwritable(where, e);
        }
    }

    /**
     * Writes a small file, as {@link #write(Object, Path, Content)} does.
     *
     * @throws CheckpointException where it cannot be written; the old file is then as it was
     */
    public static void write(Path file, byte[] bytes) throws CheckpointException {
        write(file, file, channel -> writeFully(channel, ByteBuffer.wrap(bytes)));
    }

    /** Writes what is left in a buffer, in as many turns as the channel takes. */
    public static void writeFully(WritableByteChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** A name in the same folder that nothing else has. */
    public static Path beside(Path target) {
        return target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    }

    /** Whether a name is one of {@link #beside}'s. */
    public static boolean isUnfinished(Path file) {
        return file.getFileName().toString().matches("\\..+\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.tmp");
    }

    /** Renames in one step where the file system can. */
    public static void rename(Path from, Path to, StandardCopyOption... otherwise) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, otherwise);
        }
    }

    private static void discard(Path temporary, Throwable because) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }
}
