package dev.sedd.model.run;

import dev.sedd.kernels.Workers;
import dev.sedd.model.checkpoint.AtomicFolders;
import dev.sedd.model.checkpoint.CheckpointException;
import dev.sedd.model.checkpoint.ConfigurationFile;
import dev.sedd.model.checkpoint.Memory;
import dev.sedd.model.checkpoint.Settings;
import dev.sedd.model.checkpoint.Vocabularies;
import dev.sedd.model.data.Dataset;
import dev.sedd.model.data.Layout;
import dev.sedd.model.data.TextData;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.tokens.Tokenizer;
import dev.sedd.model.training.TrainableNetwork;
import dev.sedd.model.training.TrainingState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What is checked and written before a run begins. */
final class NewRun {
    private NewRun() {}

    /**
     * Makes the folder of a new run, under its name only when all of it is there.
     *
     * @param folder must not be there, or be empty
     * @param settings of model and training; the number of tokens is the vocabulary's
     * @param data a UTF-8 text, or a file of tokens
     * @param vocabulary of the data; where there is none, the characters of the text
     * @param workers that are to train
     * @param completion adds what else belongs into it
     * @throws CheckpointException where the folder is taken, settings contradict each other, the data is not to be used, or
     *     a file cannot be read or written
     */
    static void create(
            Path folder,
            Settings settings,
            Path data,
            Optional<Tokenizer> vocabulary,
            Workers workers,
            AtomicFolders.Content completion)
            throws CheckpointException {
        checkFree(folder);
        Recipe recipe = Recipe.read(settings.where(), settings);
        TextData text = Dataset.isTokens(data) ? null : new TextData(data, recipe.layout());
        Tokenizer tokenizer = vocabulary.isPresent() ? vocabulary.get() : characters(data, text);
        Configuration configuration =
                ConfigurationFile.read(settings.where(), settings.with("tokens", tokenizer.size()));
        checkMemory(folder, configuration, recipe, workers, TrainingState.heapBytes(configuration));
        AtomicFolders.write(folder, made -> {
            RunFolder files = new RunFolder(made);
            if (text != null) {
                text.encode(tokenizer, configuration.length(), files.tokens());
            } else {
                checkTokens(data, configuration, recipe.layout());
            }
            Vocabularies.write(tokenizer, made);
            Files.write(
                    files.configuration(),
                    ConfigurationFile.json(RunFolder.tree(configuration, recipe, text == null ? data : null)));
            completion.write(made);
        });
    }

    private static Tokenizer characters(Path data, TextData text) throws CheckpointException {
        if (text == null) {
            throw new CheckpointException(
                    data, "is a file of tokens, which does not hold its vocabulary; name that with --vocab FILE");
        }
        return text.characters();
    }

    private static void checkTokens(Path data, Configuration configuration, Layout layout) throws CheckpointException {
        try (Dataset dataset = Dataset.open(data, configuration.length())) {
            dataset.checkVocabulary(configuration.graph().tokens());
            if (dataset.layout() != layout) {
                throw new CheckpointException(
                        data,
                        layout == Layout.TEXT
                                ? "is a file of lines, which are examples of their own; ask for that (--lines)"
                                : "is a running text, and no file of lines; leave that out (--lines, data.layout)");
            }
        }
    }

    /**
     * Refuses a training that fits no array, or not the heap, before it begins.
     *
     * @param more bytes that it needs beside those of a network
     */
    static void checkMemory(Path folder, Configuration configuration, Recipe recipe, Workers workers, long more)
            throws CheckpointException {
        int examples = recipe.batchSize() / recipe.parts();
        try {
            long bytes = TrainableNetwork.heapBytes(configuration, examples, workers.threads());
            Memory.check(folder, bytes + more, "training on " + examples + " examples at once");
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(folder, e.getMessage(), e);
        }
    }

    private static void checkFree(Path folder) throws CheckpointException {
        Path target = AtomicFolders.target(folder);
        if (target.getFileName() == null || Files.isRegularFile(target)) {
            throw new CheckpointException(folder, "is no new folder; choose another name");
        }
        if (Files.exists(new RunFolder(target).configuration())) {
            throw new CheckpointException(
                    folder,
                    "holds another run or model; choose another name, or go on with that run by --resume " + folder);
        }
        AtomicFolders.checkEmpty(folder);
    }
}
