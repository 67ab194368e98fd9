package dev.sedd.model.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens a file of tensors by what is in it, or by its name where that says nothing. */
final class TensorFiles {
    private static final String LFS_POINTER = "version https://git-lfs";

    private TensorFiles() {}

    /**
     * Opens a safetensors or PyTorch file.
     *
     * @param ema whether to read the moving average of the weights where there is one
     */
    static Tensors open(Path file, boolean ema) throws CheckpointException {
        byte[] head = head(file);
        if (new String(head, StandardCharsets.ISO_8859_1).startsWith(LFS_POINTER)) {
            throw new CheckpointException(
                    file,
                    "is a git-lfs pointer and not the file that it stands for; run git lfs pull in its repository");
        }
        boolean header = head.length > Long.BYTES && head[Long.BYTES] == '{'; // behind its length
        if (ZipEntries.beginsZip(head) || Layout.torch(file) && !header) {
            return TorchFile.open(file, ema);
        }
        Tensors tensors = SafetensorsFile.open(file);
        String prefix = Prefix.of(tensors.names(), ema).orElse("");
        return prefix.isEmpty() ? tensors : new WithoutPrefix(tensors, prefix);
    }

    private static byte[] head(Path file) throws CheckpointException {
        SmallFiles.requireFile(file);
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(LFS_POINTER.length());
        } catch (IOException e) {
            throw CheckpointException.unreadable(file, e);
        }
    }
}
