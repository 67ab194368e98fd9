package dev.sedd.model.run;

import dev.sedd.model.checkpoint.AtomicFiles;
import dev.sedd.model.checkpoint.CheckpointException;
import dev.sedd.model.checkpoint.ConfigurationFile;
import dev.sedd.model.network.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The files of a run:
 *
 * <ul>
 *   <li>{@code config.json}: the model and the {@link Recipe}; {@code vocab.json}; {@code data.tokens}: the encoded text;
 *   <li>{@code checkpoint.safetensors}: what the run goes on from;
 *   <li>{@code model.safetensors}: the averaged weights at the last checkpoint, with which the folder is a model;
 *       {@code best.safetensors}: those with the best bound on the text kept back;
 *   <li>{@code metrics.jsonl}, and {@code samples/step-N.txt}.
 * </ul>
 *
 * @param path the folder
 */
public record RunFolder(Path path) {
    private static final String CONFIGURATION = "config.json";
    private static final String TOKENS = "data.tokens";

    /** {@code config.json}. */
    public Path configuration() {
        return path.resolve(CONFIGURATION);
    }

    /** {@code data.tokens}, where the run has encoded its text itself. */
    Path tokens() {
        return path.resolve(TOKENS);
    }

    /** {@code checkpoint.safetensors}. */
    public Path checkpoint() {
        return path.resolve("checkpoint.safetensors");
    }

    /** {@code model.safetensors}. */
    public Path model() {
        return path.resolve("model.safetensors");
    }

    /** {@code best.safetensors}. */
    public Path best() {
        return path.resolve("best.safetensors");
    }

    /** {@code metrics.jsonl}. */
    public Path metrics() {
        return path.resolve("metrics.jsonl");
    }

    /** {@code samples/step-N.txt}. */
    public Path samples(int step) {
        return path.resolve("samples").resolve("step-" + step + ".txt");
    }

    /** Everything in {@code config.json}. */
    static Map<String, Object> tree(Configuration configuration, Recipe recipe, Path tokens) {
        Map<String, Object> tree = new LinkedHashMap<>(ConfigurationFile.tree(configuration));
        tree.putAll(recipe.tree());
        if (tokens != null) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("layout", recipe.layout().word());
            data.put("tokens", tokens.toAbsolutePath().toString());
            tree.put("data", data);
        }
        return tree;
    }

    /** Takes away what a process that was killed had not written to the end. Only while nobody else writes here. */
    void discardUnfinished() throws CheckpointException {
        try (Stream<Path> children = Files.list(path)) {
            for (Path child : children.filter(AtomicFiles::isUnfinished).toList()) {
                Files.deleteIfExists(child);
            }
        } catch (IOException e) {
            throw CheckpointException.unwritable(path, e);
        }
    }
}
