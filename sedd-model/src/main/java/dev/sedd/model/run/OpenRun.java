package dev.sedd.model.run;

import dev.sedd.kernels.Workers;
import dev.sedd.model.checkpoint.AtomicFiles;
import dev.sedd.model.checkpoint.CheckpointException;
import dev.sedd.model.checkpoint.ConfigurationFile;
import dev.sedd.model.checkpoint.Settings;
import dev.sedd.model.checkpoint.Vocabularies;
import dev.sedd.model.data.Dataset;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.tokens.Tokenizer;
import dev.sedd.model.training.Batches;
import dev.sedd.model.training.Dropout;
import dev.sedd.model.training.Objective;
import dev.sedd.model.training.RandomBatches;
import dev.sedd.model.training.Seeds;
import dev.sedd.model.training.TrainableNetwork;
import dev.sedd.model.training.Trainer;
import dev.sedd.model.training.TrainingState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A run's folder, opened for training: what was read of it, checked, and kept for this process.
 *
 * @param elsewhere the data, where it is not in the folder
 * @param mark by which the run knows its checkpoint: a checksum of model, data, batch and seed
 */
record OpenRun(
        RunFolder folder,
        RunLock lock,
        Configuration configuration,
        Recipe recipe,
        Tokenizer tokenizer,
        Dataset dataset,
        Optional<Path> elsewhere,
        int mark)
        implements AutoCloseable {
    static OpenRun open(Path path, Optional<Settings> changes) throws CheckpointException {
        RunFolder folder = new RunFolder(path);
        if (!Files.isRegularFile(folder.configuration())) {
            throw new CheckpointException(path, "there is no run in this folder; begin one with --out " + path);
        }
        settings(folder); // So that no lock is left in a folder that is no run's.
        RunLock lock = RunLock.take(path);
        try {
            folder.discardUnfinished();
            return read(folder, lock, changes);
        } catch (CheckpointException | RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    private static Settings settings(RunFolder folder) throws CheckpointException {
        Settings settings = Settings.read(folder.configuration());
        if (!settings.has("training.n_iters")) {
            throw new CheckpointException(
                    folder.path(), "is a model's folder, not a run's: its config.json says nothing of training");
        }
        return settings;
    }

    private static OpenRun read(RunFolder folder, RunLock lock, Optional<Settings> changes) throws CheckpointException {
        Settings own = settings(folder);
        Settings settings = changes.isPresent() ? changes.get().over(own) : own;
        Recipe recipe = Recipe.read(settings.where(), settings);
        Configuration configuration = ConfigurationFile.read(folder.configuration(), own);
        Tokenizer tokenizer = Vocabularies.beside(folder.path())
                .or(() -> Vocabularies.known(configuration.graph().tokens()))
                .orElseThrow(() -> new CheckpointException(folder.path(), "its vocab.json is missing"));
        if (tokenizer.size() != configuration.graph().tokens()) {
            throw new CheckpointException(
                    folder.path(),
                    "its vocabulary has " + tokenizer.size() + " tokens, its model "
                            + configuration.graph().tokens());
        }
        String elsewhere = own.text("data.tokens", "");
        Path tokens = elsewhere.isEmpty() ? folder.tokens() : Path.of(elsewhere);
        Dataset dataset = Dataset.open(tokens, configuration.length());
        try {
            dataset.checkVocabulary(configuration.graph().tokens());
            int mark = mark(configuration, recipe, dataset);
            Recipe before = Recipe.read(own.where(), own);
            boolean same = ConfigurationFile.read(settings.where(), settings).equals(configuration)
                    && recipe.layout() == before.layout()
                    && mark == mark(configuration, before, dataset);
            if (!same) {
                throw new CheckpointException(
                        folder.path(),
                        "a run keeps its batch and its seed, its network and its text; begin another run to change them");
            }
            Optional<Path> other = elsewhere.isEmpty() ? Optional.empty() : Optional.of(tokens);
            return new OpenRun(folder, lock, configuration, recipe, tokenizer, dataset, other, mark);
        } catch (CheckpointException | RuntimeException | Error e) {
            dataset.close();
            throw e;
        }
    }

    /** Makes the recipe the one that the folder names. */
    void keepRecipe() throws CheckpointException {
        AtomicFiles.write(
                folder.configuration(),
                ConfigurationFile.json(RunFolder.tree(configuration, recipe, elsewhere.orElse(null))));
    }

    private static int mark(Configuration configuration, Recipe recipe, Dataset dataset) {
        CRC32 mark = new CRC32();
        mark.update(ConfigurationFile.json(ConfigurationFile.tree(configuration)));
        String rest = recipe.seed() + " " + recipe.batchSize() + " " + recipe.parts() + " " + dataset.checksum();
        mark.update(rest.getBytes(StandardCharsets.UTF_8));
        return (int) mark.getValue();
    }

    /** The last checkpoint, or the start. */
    StateFile.Loaded state(Workers workers) throws CheckpointException {
        if (!Files.exists(folder.checkpoint())) {
            if (Files.exists(folder.model())) { // Which is written after the first checkpoint.
                throw new CheckpointException(
                        folder.checkpoint(),
                        "is missing, and without it the run would begin anew; put it back, or begin another run with the"
                                + " weights of this one by --init " + folder.path());
            }
            return new StateFile.Loaded(TrainingState.start(configuration, recipe.seed(), workers), new Tally());
        }
        StateFile.Loaded loaded = StateFile.read(folder.checkpoint(), mark, configuration);
        if (loaded.state().step() > recipe.steps()) {
            throw new CheckpointException(
                    folder.path(),
                    "the run has done " + loaded.state().step() + " steps already, more than the " + recipe.steps()
                            + " asked for");
        }
        return loaded;
    }

    Trainer trainer(TrainingState state, Workers workers) {
        Batches batches = new RandomBatches(
                dataset.training(),
                configuration.graph(),
                configuration.noise(),
                recipe.batchSize(),
                recipe.parts(),
                Seeds.BATCHES.of(recipe.seed()));
        return new Trainer(recipe.rules(), state, batches, objective(workers), workers);
    }

    /** The network's loss, with dropout where the configuration has it. */
    private Objective objective(Workers workers) {
        TrainableNetwork network = new TrainableNetwork(configuration, workers);
        double share = configuration.dropout();
        long seed = Seeds.DROPOUT.of(recipe.seed());
        return (parameters, batch, scale, gradient, draw) -> network.lossAndGradient(
                parameters, batch, scale, gradient, share == 0 ? Dropout.NONE : new Dropout(share, seed, draw));
    }

    @Override
    public void close() throws CheckpointException {
        dataset.close();
        lock.close();
    }
}
