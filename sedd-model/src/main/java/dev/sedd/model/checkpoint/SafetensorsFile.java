package dev.sedd.model.checkpoint;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The tensors of a safetensors file, memory-mapped: opening reads the header only, and a tensor's bytes are mapped while it
 * is read, so that a file takes no memory but for what is being read.
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
        TensorInfo info = info(name);
        try (Arena arena = Arena.ofConfined()) {
            return data(name, 0, info.bytes(), arena).floats(where, info);
        }
    }

    @Override
    public void floats(String name, int from, int count, float[] into, int off) throws CheckpointException {
        TensorInfo info = info(name);
        Objects.checkFromIndexSize(from, count, info.count());
        TensorInfo part = new TensorInfo(name, info.dtype(), List.of(count));
        long size = info.dtype().bytes();
        try (Arena arena = Arena.ofConfined()) {
            data(name, size * from, size * count, arena).floats(where, part, 0, count, into, off);
        }
    }

    @Override
    public int[] ints(String name) throws CheckpointException {
        TensorInfo info = info(name);
        try (Arena arena = Arena.ofConfined()) {
            return data(name, 0, info.bytes(), arena).ints(where, info);
        }
    }

    @Override
    public void close() {
        onClose.run();
    }

    /** Bytes of a tensor, counted from its first. */
    private StridedData data(String name, long from, long length, Arena arena) throws CheckpointException {
        long begin = header.dataStart() + entry(name).begin();
        return new StridedData(parts.part(begin + from, length, arena), 0, null);
    }

    private SafetensorsHeader.Entry entry(String name) {
        SafetensorsHeader.Entry entry = header.entries().get(name);
        if (entry == null) {
            throw new IllegalArgumentException(where + ": there is no tensor " + name);
        }
        return entry;
    }
}
