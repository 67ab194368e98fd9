package dev.sedd.model.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens a file of tensors by what is in it, or by its name where that tells nothing. */
final class TensorFiles {
    private static final int ZIP_MAGIC_BYTES = 4;

    private TensorFiles() {}

    /**
     * Opens a safetensors or PyTorch file.
     *
     * @param ema whether to read the moving average of the weights where there is one
     */
    static Tensors open(Path file, boolean ema) throws CheckpointException {
        return Layout.torch(file) || zip(file) ? TorchFile.open(file, ema) : SafetensorsFile.open(file);
    }

    private static boolean zip(Path file) throws CheckpointException {
        if (!Files.isRegularFile(file)) {
            throw new CheckpointException(file, "is not a file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(ZIP_MAGIC_BYTES);
            return head.length == ZIP_MAGIC_BYTES && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4;
        } catch (IOException e) {
            throw new CheckpointException(file, "cannot be read (" + e.getMessage() + ")", e);
        }
    }
}
