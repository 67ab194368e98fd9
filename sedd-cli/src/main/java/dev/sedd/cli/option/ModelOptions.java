package dev.sedd.cli.option;

import dev.sedd.cli.output.Failure;
import dev.sedd.model.checkpoint.Checkpoint;
import dev.sedd.model.checkpoint.CheckpointException;
import dev.sedd.model.tokens.BytePairTokenizer;
import dev.sedd.model.tokens.Tokenizer;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which model, for the commands that use one. */
public final class ModelOptions {
    @Option(
            names = {"-m", "--model"},
            paramLabel = "PATH",
            description = "A model's folder or file (default: the model inside this program).")
    private Path path;

    @Option(
            names = "--special-text",
            description = "Read <|endoftext|> in a given text as the token of that name (default: as ordinary text).")
    private boolean specialText;

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    /**
     * Opens the model's files; the weights are not read yet.
     *
     * @throws CheckpointException where they cannot be read
     */
    public Checkpoint open() throws CheckpointException {
        return path == null ? Checkpoint.embedded() : reading.open(path);
    }

    /**
     * Opens the model that a command's argument names, else the one of the option.
     *
     * @param argument the argument, or null
     * @throws ParameterException where both name one
     */
    public Checkpoint open(CommandSpec spec, Path argument) throws CheckpointException {
        if (argument == null) {
            return open();
        }
        if (path != null) {
            throw new ParameterException(
                    spec.commandLine(), "two models are named, " + argument + " and --model " + path + "; name one");
        }
        return reading.open(argument);
    }

    /** The vocabulary: the one that was asked for, else the model's own. A wrong configuration is told first. */
    public Tokenizer tokenizer(Checkpoint checkpoint) throws CheckpointException {
        List<String> contradictions = checkpoint.contradictions();
        if (!contradictions.isEmpty()) {
            throw new Failure(checkpoint.path() + ": " + String.join("; ", contradictions));
        }
        Tokenizer tokenizer = reading.tokenizer(checkpoint)
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
