package dev.sedd.model.checkpoint;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The golden files among the test's resources. */
final class Golden {
    private Golden() {}

    /** A file or folder, such as "nanogpt/model.safetensors". */
    static Path path(String name) {
        try {
            return Path.of(Golden.class.getResource("/golden/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Copies a file, making the folders above the copy. */
    static void copy(String name, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(path(name), to);
    }
}
