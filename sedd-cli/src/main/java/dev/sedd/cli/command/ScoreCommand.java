package dev.sedd.cli.command;

import dev.sedd.cli.option.AtLeastOne;
import dev.sedd.cli.option.Finite;
import dev.sedd.cli.option.ModelOptions;
import dev.sedd.cli.option.ProgressOptions;
import dev.sedd.cli.option.ThreadOptions;
import dev.sedd.cli.option.WeightsOptions;
import dev.sedd.cli.output.Failure;
import dev.sedd.cli.output.Io;
import dev.sedd.cli.output.OutputFile;
import dev.sedd.cli.output.Progress;
import dev.sedd.kernels.Workers;
import dev.sedd.model.checkpoint.ArrayTensors;
import dev.sedd.model.checkpoint.Checkpoint;
import dev.sedd.model.checkpoint.DType;
import dev.sedd.model.checkpoint.SafetensorsWriter;
import dev.sedd.model.score.LogScore;
import dev.sedd.model.score.ScoreFunction;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code sedd score}: the network's output as it is, for comparison with other engines. */
@Command(
        name = "score",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Write the network's log scores, for comparison.",
        footerHeading = "%nExample:%n",
        footer = "  sedd score --tokens tokens.json --sigma 0.5 --out scores.safetensors")
final class ScoreCommand implements Callable<Integer> {
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final Io io;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--tokens",
            paramLabel = "FILE",
            required = true,
            description = "JSON: rows of token ids, [[1, 2, 3], [4, 5, 6]], all of one length.")
    private Path tokens;

    @Option(
            names = "--sigma",
            paramLabel = "S",
            required = true,
            split = ",",
            converter = Sigma.class,
            description = "Total noise, greater than 0: one number, or one for each row with commas between.")
    private List<Double> sigma;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            required = true,
            description = "The safetensors file to write: log_score, F32, [rows, tokens, vocabulary].")
    private Path out;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            defaultValue = "8",
            converter = AtLeastOne.class,
            description = "Rows computed at once (default: ${DEFAULT-VALUE}).")
    private int batchSize;

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Mixin
    private WeightsOptions weights = new WeightsOptions();

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Mixin
    private ProgressOptions progress = new ProgressOptions();

    ScoreCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws IOException {
        try (OutputFile file = OutputFile.open(out);
                Checkpoint checkpoint = model.open();
                Workers workers = threads.start()) {
            TokenRows rows = TokenRows.read(tokens, checkpoint.configuration());
            float[] noise = noise(rows.batch());
            checkSize(rows, checkpoint.configuration().vocabularySize());
            ScoreFunction score = weights.load(checkpoint, workers).score();
            float[] values = scores(score, rows, noise);
            List<Integer> shape = List.of(rows.batch(), rows.length(), score.vocabularySize());
            write(file, new ArrayTensors().put("log_score", shape, values));
        }
        return ExitCode.OK;
    }

    private void write(OutputFile file, ArrayTensors tensors) {
        try {
            SafetensorsWriter.write(out, Channels.newChannel(file.stream()), tensors, DType.F32);
            file.commit();
        } catch (IOException e) {
            throw OutputFile.cannotWrite(out, e);
        }
    }

    private float[] noise(int batch) {
        if (sigma.size() != 1 && sigma.size() != batch) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--sigma has " + sigma.size() + " numbers, " + tokens + " has " + batch
                            + " rows; give one number, or one for each row");
        }
        float[] noise = new float[batch];
        for (int b = 0; b < batch; b++) {
            noise[b] = sigma.get(sigma.size() == 1 ? 0 : b).floatValue();
        }
        return noise;
    }

    private void checkSize(TokenRows rows, int vocabulary) {
        long size = (long) rows.batch() * rows.length() * vocabulary;
        if (size > LARGEST_ARRAY) {
            throw new Failure(tokens + ": " + size + " scores are more than one file takes; split the rows");
        }
    }

    /** The scores of all rows, (B, T, V). */
    private float[] scores(ScoreFunction score, TokenRows rows, float[] noise) {
        int row = rows.length() * score.vocabularySize();
        float[] values = new float[rows.batch() * row];
        LogScore log = new LogScore(score.vocabularySize());
        try (Progress shown = progress.start(io, "scoring", Math.ceilDiv(rows.batch(), batchSize))) {
            for (int b = 0; b < rows.batch(); b += batchSize) {
                int end = Math.min(rows.batch(), b + batchSize);
                int[] ids = Arrays.copyOfRange(rows.tokens(), b * rows.length(), end * rows.length());
                score.logScore(end - b, rows.length(), ids, Arrays.copyOfRange(noise, b, end), log);
                System.arraycopy(log.values(), 0, values, b * row, (end - b) * row);
                shown.advance();
            }
        } catch (IllegalArgumentException e) {
            throw new Failure(e.getMessage(), e); // A batch too large for an array.
        }
        return values;
    }

    /** Reads a noise level. */
    static final class Sigma implements ITypeConverter<Double> {
        @Override
        public Double convert(String value) {
            double sigma = new Finite().convert(value);
            if ((float) sigma <= 0 || !Float.isFinite((float) sigma)) {
                throw new TypeConversionException("'" + value + "' is not a finite number greater than 0");
            }
            return sigma;
        }
    }
}
