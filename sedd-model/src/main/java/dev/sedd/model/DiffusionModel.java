package dev.sedd.model;

import dev.sedd.kernels.Storage;
import dev.sedd.kernels.Workers;
import dev.sedd.model.checkpoint.Checkpoint;
import dev.sedd.model.checkpoint.CheckpointException;
import dev.sedd.model.evaluation.LikelihoodBound;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Transformer;
import dev.sedd.model.sampling.Predictor;
import dev.sedd.model.sampling.Sampler;
import dev.sedd.model.score.ScoreFunction;
import dev.sedd.model.tokens.Tokenizer;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A model that is ready to run: configuration, network and vocabulary in memory, the files closed. Safe for use by
 * several threads, whose evaluations of the network wait for one another.
 */
public final class DiffusionModel {
    private final Configuration configuration;
    private final Transformer network;
    private final Tokenizer tokenizer; // or null
    private final CheckpointException noTokenizer; // why, or null
    private final Workers workers;

    private DiffusionModel(Checkpoint checkpoint, Storage storage, Workers workers) throws CheckpointException {
        configuration = checkpoint.configuration();
        try {
            network = new Transformer(configuration, checkpoint.weightsOnDemand(storage), storage, workers);
        } catch (UncheckedIOException e) {
            throw CheckpointException.of(e);
        }
        this.workers = workers;
        Tokenizer found = null;
        CheckpointException problem = null;
        try {
            found = checkpoint
                    .tokenizer()
                    .orElseThrow(() -> new CheckpointException(
                            checkpoint.path(),
                            "there is no vocabulary beside the model; put its vocab.json or tokenizer.json there"));
        } catch (CheckpointException e) {
            problem = e;
        }
        tokenizer = found;
        noTokenizer = problem;
    }

    /** The model that ships with the library, Shakespeare by character, with all processors. */
    public static DiffusionModel embedded() throws CheckpointException {
        return embedded(Workers.shared());
    }

    /** The model that ships with the library. */
    public static DiffusionModel embedded(Workers workers) throws CheckpointException {
        try (Checkpoint checkpoint = Checkpoint.embedded()) {
            return of(checkpoint, workers);
        }
    }

    /** Loads a model in any of the layouts of {@link Checkpoint}, to run with all processors. */
    public static DiffusionModel load(Path path) throws CheckpointException {
        return load(path, Workers.shared());
    }

    /**
     * Loads a model in any of the layouts of {@link Checkpoint}.
     *
     * @throws CheckpointException where it cannot be used; the message says why, and what to do
     */
    public static DiffusionModel load(Path path, Workers workers) throws CheckpointException {
        try (Checkpoint checkpoint = Checkpoint.open(path)) {
            return of(checkpoint, workers);
        }
    }

    /** Reads the weights of an open checkpoint, which may be closed afterwards. */
    public static DiffusionModel of(Checkpoint checkpoint, Workers workers) throws CheckpointException {
        return of(checkpoint, Storage.FLOAT32, workers);
    }

    /**
     * Reads the weights of an open checkpoint, which may be closed afterwards.
     *
     * @param storage how the matrices are kept in memory
     */
    public static DiffusionModel of(Checkpoint checkpoint, Storage storage, Workers workers)
            throws CheckpointException {
        return new DiffusionModel(checkpoint, storage, workers);
    }

    /** Sizes, graph and noise. */
    public Configuration configuration() {
        return configuration;
    }

    /** The network, as the function that it computes. */
    public ScoreFunction score() {
        return network;
    }

    /** Whether the model came with a vocabulary of its own. Scores and samples need none. */
    public boolean hasTokenizer() {
        return tokenizer != null;
    }

    /**
     * The vocabulary.
     *
     * @throws IllegalStateException where the model came without one, or with one that is not its own; not thrown
     *     before, so that callers who need no text are not affected
     */
    public Tokenizer tokenizer() {
        if (tokenizer == null) {
            throw new IllegalStateException(noTokenizer.getMessage(), noTokenizer);
        }
        return tokenizer;
    }

    /**
     * A sampler over this model's graph and noise schedule.
     *
     * @param steps N, at least 1
     */
    public Sampler sampler(Predictor predictor, int steps) {
        return new Sampler(network, configuration.graph(), configuration.noise(), predictor, steps, workers);
    }

    /** The bound of a text's likelihood under this model. */
    public LikelihoodBound likelihoodBound() {
        return new LikelihoodBound(network, configuration.graph(), configuration.noise(), workers);
    }
}
