package dev.sedd.model.checkpoint;

import dev.sedd.model.checkpoint.pickle.PickleException;
import dev.sedd.model.checkpoint.pickle.Unpickler;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tensors of a PyTorch file: a zip of a pickle, {@code data.pkl}, and a stored entry of bytes for each storage,
 * {@code data/0}, {@code data/1}, ... The pickle is interpreted by an allow list; the data stays mapped and is read on
 * demand.
 */
public final class TorchFile implements Tensors {
    private static final String PICKLE = "data.pkl";
    private static final int LARGEST_PICKLE = 64 << 20;

    /** A storage may be shared by some tensors (tied weights); what makes the file many times larger is a trap. */
    private static final int MOST_SHARING = 4;

    private final MappedFile file;
    private final Map<String, TorchTensor> tensors;
    private final Map<String, TensorInfo> infos = new LinkedHashMap<>();

    private TorchFile(MappedFile file, Map<String, TorchTensor> tensors) {
        this.file = file;
        this.tensors = tensors;
        tensors.forEach((name, tensor) -> infos.put(
                name, new TensorInfo(name, tensor.info().dtype(), tensor.info().shape())));
    }

    /**
     * Maps a file and reads its pickle.
     *
     * @param path the file
     * @param ema whether to read the moving average of the weights where there is one
     * @throws CheckpointException where it is not what torch.save writes, or asks for more than tensors
     */
    public static TorchFile open(Path path, boolean ema) throws CheckpointException {
        MappedFile file = MappedFile.open(path);
        try {
            return new TorchFile(file, read(path, file.bytes(), ema));
        } catch (CheckpointException | RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    @Override
    public List<String> names() {
        return List.copyOf(infos.keySet());
    }

    @Override
    public boolean contains(String name) {
        return infos.containsKey(name);
    }

    @Override
    public TensorInfo info(String name) {
        TensorInfo info = infos.get(name);
        if (info == null) {
            throw new IllegalArgumentException(file.path() + ": there is no tensor " + name);
        }
        return info;
    }

    @Override
    public float[] floats(String name) throws CheckpointException {
        TensorInfo info = info(name);
        return tensors.get(name).data().floats(file.path(), info);
    }

    @Override
    public void floats(String name, int from, int count, float[] into, int off) throws CheckpointException {
        TensorInfo info = info(name);
        tensors.get(name).data().floats(file.path(), info, from, count, into, off);
    }

    @Override
    public int[] ints(String name) throws CheckpointException {
        TensorInfo info = info(name);
        return tensors.get(name).data().ints(file.path(), info);
    }

    @Override
    public void close() {
        file.close();
    }

    static Map<String, TorchTensor> read(Object where, MemorySegment bytes, boolean ema) throws CheckpointException {
        checkMagic(where, bytes);
        Map<String, MemorySegment> entries = ZipEntries.read(where, bytes);
        List<String> pickles = entries.keySet().stream()
                .filter(name -> name.equals(PICKLE) || name.endsWith("/" + PICKLE))
                .toList();
        if (pickles.size() != 1) {
            throw new CheckpointException(
                    where, "not a PyTorch file: the zip has " + pickles.size() + " entries named " + PICKLE);
        }
        String folder = pickles.getFirst().substring(0, pickles.getFirst().length() - PICKLE.length());
        checkByteOrder(where, entries.get(folder + "byteorder"));
        Object root = unpickle(where, entries, folder);
        Map<String, TorchTensor> tensors = StateDict.find(where, root, ema);
        checkSharing(where, tensors, bytes.byteSize());
        return tensors;
    }

    private static Object unpickle(Object where, Map<String, MemorySegment> entries, String folder)
            throws CheckpointException {
        MemorySegment pickle = entries.get(folder + PICKLE);
        if (pickle.byteSize() > LARGEST_PICKLE) {
            throw new CheckpointException(
                    where,
                    PICKLE + " has " + pickle.byteSize() + " bytes; more than " + LARGEST_PICKLE + " is refused");
        }
        try {
            return Unpickler.read(pickle.asByteBuffer(), new TorchConstructors(entries, folder));
        } catch (PickleException e) {
            throw new CheckpointException(where, e.getMessage(), e);
        }
    }

    private static void checkMagic(Object where, MemorySegment bytes) throws CheckpointException {
        if (bytes.byteSize() == 0) {
            throw new CheckpointException(where, "the file is empty; copy it again");
        }
        byte[] head = bytes.asSlice(0, Math.min(4, bytes.byteSize())).toArray(ValueLayout.JAVA_BYTE);
        if (head.length >= 2 && (head[0] & 0xff) == 0x80 && head[1] <= 5 && head[1] >= 0) {
            throw new CheckpointException(
                    where,
                    "is a bare pickle, as torch before 1.6 saved models, or pickle.dump; load it in Python, and torch.save what it holds");
        }
        if (!ZipEntries.beginsZip(head)) {
            throw new CheckpointException(where, "not a PyTorch file: it does not begin as a zip");
        }
    }

    private static void checkByteOrder(Object where, MemorySegment order) throws CheckpointException {
        if (order == null) {
            return;
        }
        byte[] text = order.asSlice(0, Math.min(16, order.byteSize())).toArray(ValueLayout.JAVA_BYTE);
        String name = new String(text, StandardCharsets.UTF_8).strip();
        if (!name.equals("little")) {
            throw new CheckpointException(
                    where,
                    "its byte order is '" + name + "'; only little-endian files are read: save it on such a machine");
        }
    }

    private static void checkSharing(Object where, Map<String, TorchTensor> tensors, long fileBytes)
            throws CheckpointException {
        long left = Math.multiplyExact(MOST_SHARING, fileBytes);
        for (TorchTensor tensor : tensors.values()) {
            left -= tensor.info().bytes();
            if (left < 0) {
                throw new CheckpointException(
                        where,
                        "its tensors share storage so much that they are more than " + MOST_SHARING
                                + " times as large as the file");
            }
        }
    }
}
