package dev.sedd.model.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file's bytes, mapped into memory until closed. */
final class MappedFile implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;
    private final Arena arena;
    private final MemorySegment bytes;

    private MappedFile(Path path, FileChannel channel, Arena arena) throws IOException {
        this.path = path;
        this.channel = channel;
        this.arena = arena;
        this.bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
    }

    /**
     * Maps a whole file for reading.
     *
     * @throws CheckpointException where it is not there, is a folder, or cannot be read
     */
    static MappedFile open(Path path) throws CheckpointException {
        SmallFiles.requireFile(path);
        Arena arena = Arena.ofShared();
        FileChannel channel = null;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ);
            return new MappedFile(path, channel, arena);
        } catch (IOException e) {
            arena.close();
            close(channel);
            throw CheckpointException.unreadable(path, e);
        }
    }

    Path path() {
        return path;
    }

    /** The bytes, read-only. Those that were read stay in this process's memory until it is closed. */
    MemorySegment bytes() {
        return bytes;
    }

    /**
     * Some of the bytes, read-only, in a mapping of their own: what was read of them leaves memory with the arena.
     *
     * @throws CheckpointException where they cannot be mapped
     */
    MemorySegment part(long from, long length, Arena owner) throws CheckpointException {
        try {
            return channel.map(FileChannel.MapMode.READ_ONLY, from, length, owner);
        } catch (IOException e) {
            throw CheckpointException.unreadable(path, e);
        }
    }

    @Override
    public void close() {
        arena.close();
        close(channel);
    }

    private static void close(FileChannel channel) {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
