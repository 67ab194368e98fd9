package dev.sedd.model.checkpoint;

import dev.sedd.kernels.Storage;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Family;
import dev.sedd.model.network.TensorNames;
import dev.sedd.model.network.Weights;
import dev.sedd.model.tokens.Tokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A trained model in files: configuration, tensors, vocabulary. Opening one reads what is needed to look at it;
 * {@link #weights} reads the numbers and refuses what no network can use. Files stay mapped until {@link #close}.
 *
 * <p>Known layouts: a folder with {@code config.json} and {@code model.safetensors} or {@code pytorch_model.bin}, with
 * {@code .hydra/config.yaml} and {@code checkpoints-meta/checkpoint.pth}, or with {@code config.yaml} and
 * {@code checkpoint.pth}; the weights' file of any of them; and a bare {@code .safetensors} or {@code .pth} state dict of
 * the nanogpt family, whose sizes are read off the tensors' shapes.
 */
public final class Checkpoint implements AutoCloseable {
    private static final String EMBEDDED = "/dev/sedd/model/shakespeare/";
    private static final String EMBEDDED_NAME = "embedded-shakespeare";

    private final Path path;
    private final String layout;
    private final Configuration configuration;
    private final Tensors tensors;
    private final Vocabulary vocabulary;

    /** Finds the vocabulary when it is asked for. */
    @FunctionalInterface
    private interface Vocabulary {
        Optional<Tokenizer> find() throws CheckpointException;
    }

    private Checkpoint(Path path, String layout, Configuration configuration, Tensors tensors, Vocabulary vocabulary) {
        this.path = path;
        this.layout = layout;
        this.configuration = configuration;
        this.tensors = tensors;
        this.vocabulary = vocabulary;
    }

    /** Opens a checkpoint with {@link CheckpointOptions#DEFAULT}. */
    public static Checkpoint open(Path path) throws CheckpointException {
        return open(path, CheckpointOptions.DEFAULT);
    }

    /**
     * Opens a checkpoint: finds its files, reads its configuration and its tensors' names, types and shapes.
     *
     * @param path a folder, or the weights' file
     * @param options what the files leave open
     * @throws CheckpointException where there is none, or a file is not what it should be
     */
    public static Checkpoint open(Path path, CheckpointOptions options) throws CheckpointException {
        Layout layout = Layout.of(path);
        Configuration configured =
                layout.configuration() == null ? null : ConfigurationFile.read(layout.configuration());
        if (configured != null && options.heads().orElse(configured.heads()) != configured.heads()) {
            throw new CheckpointException(
                    layout.configuration(),
                    "n_heads is " + configured.heads() + ", but "
                            + options.heads().getAsInt() + " heads were asked for");
        }
        Tensors tensors = TensorFiles.open(layout.tensors(), options.ema());
        try {
            Configuration configuration =
                    configured == null ? fromShapes(layout.tensors(), tensors, options.heads()) : configured;
            boolean assumed = configured == null && options.heads().isEmpty();
            String name = layout.name() + (assumed ? ", one head assumed for each 64 of the width" : "");
            return new Checkpoint(path, name, configuration, tensors, () -> Vocabularies.beside(layout.folder()));
        } catch (CheckpointException | RuntimeException e) {
            tensors.close();
            throw e;
        }
    }

    /** Opens the model that ships with this library: Shakespeare's plays by character. Needs no file. */
    public static Checkpoint embedded() throws CheckpointException {
        Configuration configuration =
                ConfigurationFile.read(EMBEDDED_NAME, Settings.json(EMBEDDED_NAME, resource("config.json")));
        Tokenizer tokenizer =
                Vocabularies.characters(EMBEDDED_NAME, Settings.json(EMBEDDED_NAME, resource("vocab.json")));
        Tensors tensors = SafetensorsFile.of(EMBEDDED_NAME, resource("model.safetensors"));
        return new Checkpoint(Path.of(EMBEDDED_NAME), "embedded", configuration, tensors, () -> Optional.of(tokenizer));
    }

    /** What was opened. */
    public Path path() {
        return path;
    }

    /** In words, which files were found. */
    public String layout() {
        return layout;
    }

    /** The configuration: the file's, or what the shapes of a bare state dict show. */
    public Configuration configuration() {
        return configuration;
    }

    /**
     * The vocabulary beside the model; where there is none, GPT-2's for a model of 50257 tokens and the notebook's for
     * one of 65.
     *
     * @return empty where there is no vocabulary
     * @throws CheckpointException where it cannot be read, or has another size than the model
     */
    public Optional<Tokenizer> tokenizer() throws CheckpointException {
        int tokens = configuration.graph().tokens();
        Optional<Tokenizer> found = vocabulary.find();
        if (found.isEmpty()) {
            return Vocabularies.known(tokens);
        }
        if (found.get().size() != tokens) {
            throw new CheckpointException(
                    path,
                    "the vocabulary beside the model has " + found.get().size() + " tokens, but the model has " + tokens
                            + "; put the right vocab.json or tokenizer.json there");
        }
        return found;
    }

    /** All tensors of the file, by the published names. */
    public Tensors tensors() {
        return tensors;
    }

    /** How many numbers the network is made of, by its configuration. */
    public long parameters() {
        return TensorNames.of(configuration).parameterCount();
    }

    /** The names of tensors that the configuration needs and the file has not. */
    public List<String> missing() {
        return WeightsReader.missing(TensorNames.of(configuration), tensors);
    }

    /** The names of tensors that the file has and the network does not use; stored tables of constants are not counted. */
    public List<String> superfluous() {
        Set<String> known = new HashSet<>();
        TensorNames.of(configuration).all().forEach(tensor -> known.add(tensor.name()));
        return tensors.names().stream()
                .filter(name -> !known.contains(name) && !TensorNames.isBuffer(name))
                .toList();
    }

    /** How the configuration contradicts the tensors: one phrase for each size, with both numbers. */
    public List<String> contradictions() {
        return InferredSizes.of(tensors).contradictions(configuration);
    }

    /**
     * Reads the weights, as fresh arrays.
     *
     * @throws CheckpointException where the configuration contradicts the tensors, or a tensor is missing, of another
     *     shape, of no floating-point type, or holds NaN or infinity; or memory does not suffice
     */
    public Weights weights() throws CheckpointException {
        return WeightsReader.read(path, configuration, tensors);
    }

    /**
     * The weights, of which the embedding and the matrices of linear layers stay in the file until they are asked for, so that a
     * network can pack them one after the other without a second copy of all. To be used before this is closed.
     *
     * @param storage how the matrices will be packed, for the check of memory
     * @throws CheckpointException as {@link #weights}; what is wrong with the numbers of a matrix is thrown where it is
     *     read, as the cause of an {@link java.io.UncheckedIOException}
     */
    public Weights weightsOnDemand(Storage storage) throws CheckpointException {
        return WeightsReader.open(path, configuration, tensors, storage);
    }

    @Override
    public void close() {
        tensors.close();
    }

    private static Configuration fromShapes(Path file, Tensors tensors, OptionalInt heads) throws CheckpointException {
        InferredSizes sizes = InferredSizes.of(tensors);
        if (sizes.family() == Family.SEDD) {
            throw new CheckpointException(
                    file,
                    "tensors of this family (ddit) do not show the length, graph and noise; put the model's config.json"
                            + " beside the file");
        }
        if (!sizes.complete()) {
            throw new CheckpointException(
                    file,
                    "its " + tensors.names().size() + " tensors are not those of a known network; put the model's"
                            + " config.json beside the file");
        }
        return ConfigurationFile.notebook(file, sizes, heads);
    }

    private static byte[] resource(String name) throws CheckpointException {
        try (InputStream in = Checkpoint.class.getResourceAsStream(EMBEDDED + name)) {
            if (in == null) {
                throw new CheckpointException(EMBEDDED_NAME, name + " is not in the program; build it again");
            }
            return in.readAllBytes();
        } catch (CheckpointException e) {
            throw e;
        } catch (IOException e) {
            throw CheckpointException.unreadable(EMBEDDED_NAME + "/" + name, e);
        }
    }
}
