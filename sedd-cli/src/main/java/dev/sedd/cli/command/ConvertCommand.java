package dev.sedd.cli.command;

import dev.sedd.cli.option.ReadingOptions;
import dev.sedd.cli.option.VocabularyOptions;
import dev.sedd.cli.output.Io;
import dev.sedd.model.checkpoint.Checkpoint;
import dev.sedd.model.checkpoint.CheckpointWriter;
import dev.sedd.model.checkpoint.DType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sedd convert}: any checkpoint that can be read, as a folder of plain files. */
@Command(
        name = "convert",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Convert a checkpoint to a folder of safetensors and JSON.",
        footerHeading = "%nExamples:%n",
        footer = {"  sedd convert trained.pth model --vocab meta.pkl", "  sedd convert exp_local/run model --dtype bf16"
        })
final class ConvertCommand implements Callable<Integer> {
    /** The types that weights can be stored in. */
    enum Storage {
        F32(DType.F32),
        BF16(DType.BF16),
        F16(DType.F16);

        private final DType type;

        Storage(DType type) {
            this.type = type;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Io io;

    @Parameters(index = "0", paramLabel = "IN", description = "The checkpoint: a folder or a file.")
    private Path in;

    @Parameters(
            index = "1",
            paramLabel = "OUT",
            description = "The folder to write: config.json, model.safetensors, and the vocabulary where it needs"
                    + " a file.")
    private Path out;

    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            defaultValue = "f32",
            description = "How weights are stored: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Storage dtype;

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    @Mixin
    private VocabularyOptions vocabulary = new VocabularyOptions();

    ConvertCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws IOException {
        UnfinishedFolders.deleteAtExit();
        try (Checkpoint checkpoint = reading.open(in)) {
            checkpoint.weights(); // Refuses what is missing or broken before anything is written.
            CheckpointWriter.write(
                    out,
                    checkpoint.configuration(),
                    checkpoint.tensors(),
                    vocabulary.tokenizer(checkpoint).orElse(null),
                    dtype.type);
        }
        io.err().println("wrote " + out);
        return ExitCode.OK;
    }
}
