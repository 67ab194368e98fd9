package dev.sedd.model.checkpoint;

import java.net.URISyntaxException;
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
}
