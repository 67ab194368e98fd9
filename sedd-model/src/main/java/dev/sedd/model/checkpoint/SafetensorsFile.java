package dev.sedd.model.checkpoint;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;

/**
 * The tensors of a safetensors file, memory-mapped: opening reads the header only, and a tensor's bytes are mapped while it
 * is read, so that a file takes no memory but for its tensor at hand.
 */
public final class SafetensorsFile implements Tensors {
    private final Object where;
    private final Parts parts;
    private final SafetensorsHeader header;
    private final Runnable onClose;

    /** The file, piece by piece. */
    @FunctionalInterface
    private interface Parts {
        MemorySegment part(long from, long length, Arena owner) throws CheckpointException;
    }

    private SafetensorsFile(Object where, MemorySegment bytes, Parts parts, Runnable onClose)
            throws CheckpointException {
        this.where = where;
        this.parts = parts;
        this.onClose = onClose;
        this.header = SafetensorsHeader.read(where, bytes);
    }

    /**
     * Maps a file and checks its header.
     *
     * @throws CheckpointException where it is not a safetensors file, or one whose header does not fit it
     */
    public static SafetensorsFile open(Path path) throws CheckpointException {
        MappedFile file = MappedFile.open(path);
        try {
            return new SafetensorsFile(path, file.bytes(), file::part, file::close);
        } catch (CheckpointException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /**
     * The tensors of a file that is in memory already.
     *
     * @param where its name for errors
     * @param bytes the whole file; not copied
     */
    public static SafetensorsFile of(Object where, byte[] bytes) throws CheckpointException {
        MemorySegment all = MemorySegment.ofArray(bytes);
        return new SafetensorsFile(where, all, (from, length, owner) -> all.asSlice(from, length), () -> {});
    }

    @Override
    public List<String> names() {
        return List.copyOf(header.entries().keySet());
    }

    @Override
    public boolean contains(String name) {
        return header.entries().containsKey(name);
    }

    @Override
    public TensorInfo info(String name) {
        return entry(name).info();
    }

    @Override
    public float[] floats(String name) throws CheckpointException {
        try (Arena arena = Arena.ofConfined()) {
            return data(name, arena).floats(where, info(name));
        }
    }

    @Override
    public int[] ints(String name) throws CheckpointException {
        try (Arena arena = Arena.ofConfined()) {
            return data(name, arena).ints(where, info(name));
        }
    }

    @Override
    public void close() {
        onClose.run();
    }

    private StridedData data(String name, Arena arena) throws CheckpointException {
        SafetensorsHeader.Entry entry = entry(name);
        long from = header.dataStart() + entry.begin();
        return new StridedData(parts.part(from, entry.end() - entry.begin(), arena), 0, null);
    }

    private SafetensorsHeader.Entry entry(String name) {
        SafetensorsHeader.Entry entry = header.entries().get(name);
        if (entry == null) {
            throw new IllegalArgumentException(where + ": there is no tensor " + name);
        }
        return entry;
    }
}
