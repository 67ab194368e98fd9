package dev.sedd.model.checkpoint;

import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.TensorNames;
import dev.sedd.model.tokens.Tokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes a model as a folder of {@code config.json}, {@code model.safetensors} and, where it needs one, a vocabulary. */
public final class CheckpointWriter {
    private static final String SOURCE = "the model";

    private CheckpointWriter() {}

    /**
     * Writes a new folder, under its name only when all of it is there.
     *
     * @param folder what to make; must not be there, or be empty
     * @param configuration the model's configuration
     * @param tensors the model's tensors, by their published names; others are left out
     * @param tokenizer the vocabulary, or null
     * @param dtype F32, F16 or BF16
     * @throws CheckpointException where a tensor is missing, of another shape than the configuration's, or not finite, the
     *     vocabulary is of another size, or the folder cannot be written
     */
    public static void write(
            Path folder, Configuration configuration, Tensors tensors, Tokenizer tokenizer, DType dtype)
            throws CheckpointException {
        TensorNames names = TensorNames.of(configuration);
        WeightsReader.check(SOURCE, configuration, names, tensors);
        if (tokenizer != null && tokenizer.size() != configuration.graph().tokens()) {
            throw new CheckpointException(
                    SOURCE, "has " + configuration.graph().tokens() + " tokens, the vocabulary " + tokenizer.size());
        }
        checkFree(folder);
        AtomicFolders.write(folder, made -> {
            Files.write(made.resolve("config.json"), ConfigurationFile.json(configuration));
            List<String> order =
                    names.all().stream().map(TensorNames.Tensor::name).toList();
            SafetensorsWriter.write(folder, made.resolve("model.safetensors"), new Finite(tensors), order, dtype);
            if (tokenizer != null) {
                Vocabularies.write(tokenizer, made);
            }
        });
    }

    private static void checkFree(Path folder) throws CheckpointException {
        Path target = AtomicFolders.target(folder);
        if (target.getFileName() == null) {
            throw new CheckpointException(folder, "is not a new folder; choose another name");
        }
        if (Files.exists(target) && !Files.isDirectory(target)) {
            throw new CheckpointException(folder, "is a file; choose another name for the folder");
        }
        AtomicFolders.checkEmpty(folder);
    }

    /** Tensors that refuse to give what is not finite. */
    private record Finite(Tensors tensors) implements Tensors {
        @Override
        public List<String> names() {
            return tensors.names();
        }

        @Override
        public TensorInfo info(String name) {
            return tensors.info(name);
        }

        @Override
        public float[] floats(String name) throws CheckpointException {
            float[] values = tensors.floats(name);
            WeightsReader.checkFinite(SOURCE, name, values);
            return values;
        }

        @Override
        public int[] ints(String name) throws CheckpointException {
            throw new CheckpointException(SOURCE, "tensor " + name + " is of integers; weights are not");
        }
    }
}
