package dev.sedd.model.run;

import dev.sedd.kernels.Workers;
import dev.sedd.model.checkpoint.Checkpoint;
import dev.sedd.model.checkpoint.CheckpointException;
import dev.sedd.model.checkpoint.ConfigurationFile;
import dev.sedd.model.checkpoint.DType;
import dev.sedd.model.checkpoint.SafetensorsWriter;
import dev.sedd.model.checkpoint.Settings;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.tokens.Tokenizer;
import dev.sedd.model.training.DivergedException;
import dev.sedd.model.training.Parameters;
import dev.sedd.model.training.Trainer;
import dev.sedd.model.training.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A training run in a folder. It can be ended at any moment, by {@link #stop}, kill -9 or a full disk, and goes on from its
 * last checkpoint; every file but for {@code tokens_per_second} then gets the same bytes as without the interruption,
 * whatever the number of threads. All files but the metrics are written beside their place and renamed; metrics behind the
 * checkpoint are cut off and written again.
 *
 * <p>For one thread but for {@link #stop}. Until it is closed no other run, of this or another process, opens the folder.
 */
public final class Run implements AutoCloseable {
    private static final double NANO = 1e-9;

    private final OpenRun open;
    private final Trainer trainer;
    private final Tally tally;
    private final MetricsFile metrics;
    private final Workers workers;
    private volatile boolean stopping;
    private boolean closed;
    private int checkpoint; // the step of the last one
    private long nanos; // spent in steps since the last line of metrics
    private int steps; // done in them

    private Run(OpenRun open, StateFile.Loaded loaded, Trainer trainer, MetricsFile metrics, Workers workers) {
        this.open = open;
        this.tally = loaded.tally();
        this.trainer = trainer;
        this.metrics = metrics;
        this.workers = workers;
        this.checkpoint = loaded.state().step();
    }

    /**
     * Begins a run in a new folder.
     *
     * @param folder must not be there, or be empty
     * @param settings of model and training, by the keys of a configuration and a {@link Recipe}
     * @param data a UTF-8 text, or a file of tokens
     * @param vocabulary of the data; where there is none, the characters of the text
     * @throws CheckpointException where the folder is taken, settings contradict each other, the data is not to be used, or
     *     a file cannot be read or written
     */
    public static Run create(Path folder, Settings settings, Path data, Optional<Tokenizer> vocabulary, Workers workers)
            throws CheckpointException {
        NewRun.create(folder, settings, data, vocabulary, workers, made -> {});
        return resume(folder, Optional.empty(), workers);
    }

    /**
     * Begins a run in a new folder with the weights of another model.
     *
     * @param folder must not be there, or be empty
     * @param settings of model and training; the model's are those of {@code start} but for dropout
     * @param data a UTF-8 text, or a file of tokens
     * @param vocabulary of the data and of {@code start}
     * @param start the model that is trained on
     * @throws CheckpointException where {@link #create(Path, Settings, Path, Optional, Workers)} throws it, where
     *     {@code start} is another network than the settings', has another vocabulary, or cannot be read
     */
    public static Run create(
            Path folder, Settings settings, Path data, Tokenizer vocabulary, Checkpoint start, Workers workers)
            throws CheckpointException {
        Configuration wanted = ConfigurationFile.read(settings.where(), settings.with("tokens", vocabulary.size()));
        Configuration given = start.configuration();
        if (!given.withDropout(wanted.dropout()).equals(wanted)) {
            throw new CheckpointException(
                    start.path(), "is another network than is to be trained: " + difference(given, wanted));
        }
        NewRun.create(folder, settings, data, Optional.of(vocabulary), workers, made -> {
            Parameters weights = Parameters.of(wanted, start.weights());
            try (OpenRun open = OpenRun.open(made, Optional.empty())) {
                StateFile.write(open.folder().checkpoint(), open.mark(), TrainingState.start(weights), new Tally());
            }
        });
        return resume(folder, Optional.empty(), workers);
    }

    private static String difference(Configuration given, Configuration wanted) {
        Map<String, Object> other = ConfigurationFile.tree(wanted);
        return ConfigurationFile.tree(given).entrySet().stream()
                .filter(entry -> !entry.getValue().equals(other.get(entry.getKey())))
                .map(entry -> entry.getKey() + " is " + entry.getValue() + ", not " + other.get(entry.getKey()))
                .collect(Collectors.joining("; "));
    }

    /**
     * Goes on with a run from its last checkpoint, or from its start where there is none yet.
     *
     * @param changes settings that are to be others from now on, such as {@code training.n_iters}; those of the model, the
     *     data, the batch and the seed cannot change, and keys that a run does not know are ignored
     * @throws CheckpointException where there is no run, another process has it, its files are not its own or damaged, or
     *     it has done more steps already
     */
    public static Run resume(Path folder, Optional<Settings> changes, Workers workers) throws CheckpointException {
        OpenRun open = OpenRun.open(folder, changes);
        try {
            open.dataset().checkTokens();
            StateFile.Loaded loaded = open.state(workers);
            if (loaded.state().step() < open.recipe().steps()) {
                NewRun.checkMemory(folder, open.configuration(), open.recipe(), workers, 0);
            }
            if (changes.isPresent()) {
                open.keepRecipe();
            }
            Trainer trainer = open.trainer(loaded.state(), workers);
            if (loaded.state().step() < open.recipe().steps()) {
                forgetLaterBest(open, loaded);
            }
            MetricsFile metrics =
                    MetricsFile.open(open.folder().metrics(), loaded.state().step());
            return new Run(open, loaded, trainer, metrics, workers);
        } catch (IllegalArgumentException e) {
            open.close();
            throw new CheckpointException(folder, e.getMessage(), e); // Sizes that no array holds.
        } catch (CheckpointException | RuntimeException | Error e) {
            open.close();
            throw e;
        }
    }

    /** Where the best weights are of a step behind the checkpoint, which is not done any more, the next ones are the best. */
    private static void forgetLaterBest(OpenRun open, StateFile.Loaded loaded) throws CheckpointException {
        RunFolder folder = open.folder();
        Tally tally = loaded.tally();
        boolean later = MetricsFile.read(folder.metrics()).stream()
                .filter(line -> line.step() > loaded.state().step())
                .flatMap(line -> line.validation().stream())
                .anyMatch(validation -> validation.bound() < tally.best);
        if (!later) {
            return;
        }
        // Kept first: whatever ends the process then, it is known the next time.
        if (tally.best < Double.POSITIVE_INFINITY) {
            tally.best = Double.POSITIVE_INFINITY;
            StateFile.write(folder.checkpoint(), open.mark(), loaded.state(), tally);
        }
        try {
            Files.deleteIfExists(folder.best());
        } catch (IOException e) {
            throw CheckpointException.unwritable(folder.best(), e);
        }
    }

    /** Its files. */
    public RunFolder folder() {
        return open.folder();
    }

    /** What is trained. */
    public Configuration configuration() {
        return open.configuration();
    }

    /** How it is trained. */
    public Recipe recipe() {
        return open.recipe();
    }

    /** How many steps have been done. */
    public int step() {
        return trainer.state().step();
    }

    /** Makes {@link #train} end after the step at hand, with a checkpoint, now and later. May be called from any thread. */
    public void stop() {
        stopping = true;
    }

    /**
     * Trains until all steps are done, or it is stopped.
     *
     * @return whether all steps are done
     * @throws CheckpointException where a file cannot be written; what was written before is as it was
     * @throws IllegalStateException where the run is closed
     * @throws DivergedException where the loss, or a score that validation or samples need, is no finite number any more
     */
    public boolean train(RunListener listener) throws CheckpointException {
        Objects.requireNonNull(listener, "listener");
        if (closed) {
            throw new IllegalStateException("the run is closed; open it again with Run.resume");
        }
        try {
            if (checkpoint > 0) {
                writeModel(folder().model()); // The one that was there may be older than the checkpoint.
            }
            while (step() < recipe().steps()) {
                if (stopping) {
                    checkpoint(listener);
                    return false;
                }
                long start = System.nanoTime();
                Trainer.Report report = trainer.step();
                nanos += System.nanoTime() - start;
                steps++;
                tally.lossSum += report.loss();
                tally.losses++;
                after(report, listener);
                listener.onStep(report);
            }
            return true;
        } catch (IOException e) {
            throw new CheckpointException(
                    folder().path(),
                    "step " + step() + ": " + CheckpointException.innermost(e) + "; the checkpoint of step "
                            + checkpoint + " is whole: make room or repair the cause, and go on with --resume "
                            + folder().path(),
                    e);
        }
    }

    private void after(Trainer.Report report, RunListener listener) throws IOException {
        int step = report.step();
        boolean last = step == recipe().steps();
        boolean validating = last || due(recipe().every().validation(), step);
        boolean sampling = last || due(recipe().every().samples(), step);
        Snapshot snapshot = validating || sampling
                ? new Snapshot(step, configuration(), recipe(), trainer.state().average(), workers)
                : null;
        Optional<Metrics.Validation> validation =
                validating ? snapshot.validate(open.dataset().validation()) : Optional.empty();
        if (last || validation.isPresent() || due(recipe().every().log(), step)) {
            log(report, validation, listener);
        }
        if (validation.isPresent() && validation.get().bound() < tally.best) {
            tally.best = validation.get().bound();
            writeModel(folder().best());
        }
        if (sampling) {
            snapshot.sample(open.tokenizer(), folder().samples(step));
        }
        if (last || due(recipe().every().checkpoint(), step)) {
            checkpoint(listener);
        }
    }

    private void log(Trainer.Report report, Optional<Metrics.Validation> validation, RunListener listener)
            throws IOException {
        double tokens = (double) steps * recipe().batchSize() * configuration().length();
        Metrics line = new Metrics(
                report.step(),
                tally.takeMean(),
                report.rate(),
                report.gradientNorm(),
                tokens / Math.max(1, nanos) / NANO,
                validation);
        nanos = 0;
        steps = 0;
        metrics.append(line);
        listener.onMetrics(line);
    }

    private void checkpoint(RunListener listener) throws IOException {
        metrics.force();
        StateFile.write(folder().checkpoint(), open.mark(), trainer.state(), tally);
        checkpoint = step();
        writeModel(folder().model());
        listener.onCheckpoint(step());
    }

    private void writeModel(Path file) throws CheckpointException {
        SafetensorsWriter.write(file, new ModelTensors(trainer.state().average()), DType.F32);
    }

    /** How many examples are kept back for validation; with none there is no validation and no {@link RunFolder#best()}. */
    public long validationExamples() {
        return open.dataset().validation().size();
    }

    private static boolean due(int every, int step) {
        return every > 0 && step % every == 0;
    }

    @Override
    public void close() throws CheckpointException {
        if (closed) {
            return;
        }
        closed = true;
        try (open) {
            metrics.close();
        }
    }
}
