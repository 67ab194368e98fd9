package dev.sedd.cli.option;

import dev.sedd.cli.output.Failure;
import dev.sedd.model.checkpoint.Checkpoint;
import dev.sedd.model.checkpoint.CheckpointException;
import dev.sedd.model.checkpoint.Vocabularies;
import dev.sedd.model.tokens.Tokenizer;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which vocabulary, where a checkpoint's files leave it open. */
public final class VocabularyOptions {
    @Option(
            names = "--vocab",
            paramLabel = "FILE",
            description =
                    "The vocabulary: a vocab.json (GPT-2's with its merges.txt beside it), a tokenizer.json of byte"
                            + " pairs, a nanoGPT meta.pkl, or a text whose characters it is made of (default: the one beside"
                            + " the model, or GPT-2's for 50257 tokens).")
    private Path vocabulary;

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
