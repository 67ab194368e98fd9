package dev.sedd.jmh;

import dev.sedd.model.checkpoint.ArrayTensors;
import dev.sedd.model.checkpoint.CheckpointException;
import dev.sedd.model.checkpoint.CheckpointWriter;
import dev.sedd.model.checkpoint.DType;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Weights;
import dev.sedd.model.tokens.CharacterTokenizer;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The notebook's network as a folder that the command line reads, with 65 characters for a vocabulary. */
final class NotebookFile {
    private NotebookFile() {}

    static void write(Path folder, Weights weights) throws CheckpointException {
        Configuration configuration = Network.NOTEBOOK.configuration();
        String characters = IntStream.range('0', '0' + configuration.vocabularySize())
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        CheckpointWriter.write(
                folder,
                configuration,
                ArrayTensors.of(configuration, weights),
                new CharacterTokenizer(characters),
                DType.F32);
    }
}
