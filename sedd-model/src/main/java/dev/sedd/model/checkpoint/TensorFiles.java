package dev.sedd.model.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens a file of tensors by what is in it, or by its name where that says nothing. */
final class TensorFiles {
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
        SmallFiles.requireFile(file);
        try (InputStream in = Files.newInputStream(file)) {
            return ZipEntries.beginsZip(in.readNBytes(Integer.BYTES));
        } catch (IOException e) {
            throw CheckpointException.unreadable(file, e);
        }
    }
}
