package dev.sedd.cli.option;

import dev.sedd.cli.output.Failure;
import dev.sedd.model.checkpoint.Checkpoint;
import dev.sedd.model.checkpoint.CheckpointException;
import dev.sedd.model.tokens.BytePairTokenizer;
import dev.sedd.model.tokens.Tokenizer;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How text becomes a model's tokens, for the commands that read or write text. */
public final class TokenizerOptions {
    @Option(
            names = "--special-text",
            description = "Read <|endoftext|> in a given text as the token of that name (default: as ordinary text).")
    private boolean specialText;

    @Mixin
    private VocabularyOptions vocabulary = new VocabularyOptions();

    /** The vocabulary: the one that was asked for, else the model's own. A wrong configuration is told first. */
    public Tokenizer tokenizer(Checkpoint checkpoint) throws CheckpointException {
        List<String> contradictions = checkpoint.contradictions();
        if (!contradictions.isEmpty()) {
            throw new Failure(checkpoint.path() + ": " + String.join("; ", contradictions));
        }
        Tokenizer tokenizer = vocabulary
                .tokenizer(checkpoint)
                .orElseThrow(() -> new Failure("there is no vocabulary beside " + checkpoint.path()
                        + ", a model of " + checkpoint.configuration().graph().tokens()
                        + " tokens; name one with --vocab FILE"));
        if (!specialText) {
            return tokenizer;
        }
        if (tokenizer instanceof BytePairTokenizer pairs) {
            return pairs.withSpecialText();
        }
        throw new Failure(
                "--special-text: the model's vocabulary, " + tokenizer.description() + ", has no special text");
    }
}
