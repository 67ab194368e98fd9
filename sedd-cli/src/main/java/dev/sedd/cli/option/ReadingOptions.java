package dev.sedd.cli.option;

import dev.sedd.cli.output.Failure;
import dev.sedd.model.checkpoint.Checkpoint;
import dev.sedd.model.checkpoint.CheckpointException;
import dev.sedd.model.checkpoint.CheckpointOptions;
import dev.sedd.model.checkpoint.Vocabularies;
import dev.sedd.model.tokens.Tokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** How a checkpoint is read, where its files leave something open. */
public final class ReadingOptions {
    @Option(
            names = "--heads",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Attention heads of a bare state dict, whose tensors do not show them (default: one for each"
                    + " 64 of its width).")
    private Integer heads;

    @Option(
            names = "--no-ema",
            description = "Take the last weights of a training checkpoint (default: their moving average).")
    private boolean noEma;

    @Option(
            names = "--vocab",
            paramLabel = "FILE",
            description =
                    "The vocabulary: a vocab.json (GPT-2's with its merges.txt beside it), a tokenizer.json of byte"
                            + " pairs, a nanoGPT meta.pkl, or a text whose characters it is made of (default: the one beside"
                            + " the model, or GPT-2's for 50257 tokens).")
    private Path vocabulary;

    /**
     * Opens a checkpoint; the weights are not read yet.
     *
     * @throws CheckpointException where it cannot be read
     */
    public Checkpoint open(Path path) throws CheckpointException {
        if (!Files.exists(path)) {
            throw new Failure(path + ": there is no such model");
        }
        OptionalInt count = heads == null ? OptionalInt.empty() : OptionalInt.of(heads);
        return Checkpoint.open(path, new CheckpointOptions(count, !noEma));
    }

    /**
     * The vocabulary: the one that was asked for, else the checkpoint's own, if it has one.
     *
     * @throws Failure where it does not have as many tokens as the model
     */
    public Optional<Tokenizer> tokenizer(Checkpoint checkpoint) throws CheckpointException {
        if (vocabulary == null) {
            return checkpoint.tokenizer();
        }
        Tokenizer tokenizer = Vocabularies.fromFile(vocabulary);
        int tokens = checkpoint.configuration().graph().tokens();
        if (tokenizer.size() != tokens) {
            throw new Failure(vocabulary + " has " + tokenizer.size() + " tokens, the model " + tokens);
        }
        return Optional.of(tokenizer);
    }
}
