package dev.sedd.model.checkpoint;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;

/** The tensors of a safetensors file, memory-mapped: opening reads the header only. */
public final class SafetensorsFile implements Tensors {
    private final Object where;
    private final MemorySegment bytes;
    private final SafetensorsHeader header;
    private final Runnable onClose;

    private SafetensorsFile(Object where, MemorySegment bytes, Runnable onClose) throws CheckpointException {
        this.where = where;
        this.bytes = bytes;
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
            return new SafetensorsFile(path, file.bytes(), file::close);
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
        return new SafetensorsFile(where, MemorySegment.ofArray(bytes), () -> {});
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
        return data(name).floats(where, info(name));
    }

    @Override
    public int[] ints(String name) throws CheckpointException {
        return data(name).ints(where, info(name));
    }

    @Override
    public void close() {
        onClose.run();
    }

    private StridedData data(String name) {
        SafetensorsHeader.Entry entry = entry(name);
        MemorySegment data = bytes.asSlice(header.dataStart() + entry.begin(), entry.end() - entry.begin());
        return new StridedData(data, 0, null);
    }

    private SafetensorsHeader.Entry entry(String name) {
        SafetensorsHeader.Entry entry = header.entries().get(name);
        if (entry == null) {
            throw new IllegalArgumentException(where + ": there is no tensor " + name);
        }
        return entry;
    }
}
