package dev.sedd.cli.option;

import dev.sedd.cli.output.Failure;
import dev.sedd.model.checkpoint.Checkpoint;
import dev.sedd.model.checkpoint.CheckpointException;
import dev.sedd.model.checkpoint.CheckpointOptions;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
