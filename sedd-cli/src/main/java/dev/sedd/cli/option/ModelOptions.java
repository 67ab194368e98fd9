package dev.sedd.cli.option;

import dev.sedd.model.checkpoint.Checkpoint;
import dev.sedd.model.checkpoint.CheckpointException;
import java.nio.file.Path;
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
}
