package dev.sedd.model.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which files make up a checkpoint.
 *
 * @param name the layout in words
 * @param folder where a vocabulary would lie
 * @param configuration the configuration's file, or null where there is none
 * @param tensors the weights' file
 */
record Layout(String name, Path folder, Path configuration, Path tensors) {
    private record Pair(String configuration, String tensors) {
        @Override
        public String toString() {
            return configuration + " + " + tensors;
        }
    }

    private static final List<Pair> FOLDERS = List.of(
            new Pair("config.json", "model.safetensors"),
            new Pair("config.json", "pytorch_model.bin"),
            new Pair(".hydra/config.yaml", "checkpoints-meta/checkpoint.pth"),
            new Pair("config.yaml", "checkpoint.pth"));

    private static final List<String> BESIDE_A_FILE =
            List.of("config.json", "config.yaml", ".hydra/config.yaml", "../.hydra/config.yaml");

    private static final String LOOKED_FOR = "looked for " + FOLDERS.get(0) + ", " + FOLDERS.get(1) + ", "
            + FOLDERS.get(2) + ", " + FOLDERS.get(3) + ", or a .safetensors or .pth file";

    /**
     * Finds the files of a checkpoint.
     *
     * @param path a folder, or the file of the weights
     * @throws CheckpointException where nothing is there that could be one; the message says what was looked for
     */
    static Layout of(Path path) throws CheckpointException {
        if (Files.isDirectory(path)) {
            return ofFolder(path);
        }
        if (!Files.exists(path)) {
            throw new CheckpointException(path, "there is no such file or folder; " + LOOKED_FOR);
        }
        String type = torch(path) ? "PyTorch file" : "safetensors file";
        Path folder = path.toAbsolutePath().getParent();
        for (String name : BESIDE_A_FILE) {
            Path configuration = folder.resolve(name).normalize();
            if (Files.isRegularFile(configuration)) {
                boolean above = name.startsWith("..");
                return new Layout(
                        type + " with " + name + " beside it",
                        above ? folder.getParent() : folder,
                        configuration,
                        path);
            }
        }
        return new Layout("bare " + type, folder, null, path);
    }

    /** Whether a file's name is one that torch.save's files have. */
    static boolean torch(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".pth") || name.endsWith(".pt") || name.endsWith(".bin") || name.endsWith(".ckpt");
    }

    private static Layout ofFolder(Path folder) throws CheckpointException {
        for (Pair pair : FOLDERS) {
            Path configuration = folder.resolve(pair.configuration);
            Path tensors = folder.resolve(pair.tensors);
            if (Files.isRegularFile(configuration) && Files.isRegularFile(tensors)) {
                return new Layout(pair.toString(), folder, configuration, tensors);
            }
        }
        if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
            throw CheckpointException.unreadable(folder, new AccessDeniedException(folder.toString()));
        }
        String hint = weights(folder)
                .map(file -> "name one of its files itself, such as " + file + "; ")
                .orElse("");
        throw new CheckpointException(folder, "no checkpoint in this folder; " + hint + LOOKED_FOR);
    }

    /** What looks like a file of weights in a folder or those in it, the last one by name. */
    private static Optional<Path> weights(Path folder) {
        try (Stream<Path> files = Files.find(
                folder,
                2,
                (file, attributes) -> attributes.isRegularFile()
                        && (torch(file) || file.toString().endsWith(".safetensors")))) {
            return files.max(Comparator.naturalOrder()).map(folder::relativize);
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty(); // no more than a hint is lost
        }
    }
}
