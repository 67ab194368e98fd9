package dev.sedd.cli.option;

import dev.sedd.kernels.Workers;
import dev.sedd.model.DiffusionModel;
import dev.sedd.model.checkpoint.Checkpoint;
import dev.sedd.model.checkpoint.CheckpointException;
import picocli.CommandLine.Option;

/** How the weights of a model that is run are kept. */
public final class WeightsOptions {
    @Option(
            names = "--weights",
            paramLabel = "FORMAT",
            description =
                    "How matrices are kept in memory: ${COMPLETION-CANDIDATES}, which is half the memory and rounds"
                            + " them to eight bits (default: ${DEFAULT-VALUE}).",
            defaultValue = "f32")
    private WeightsName format;

    /** Reads the weights of an open checkpoint. */
    public DiffusionModel load(Checkpoint checkpoint, Workers workers) throws CheckpointException {
        return DiffusionModel.of(checkpoint, format.storage(), workers);
    }
}
