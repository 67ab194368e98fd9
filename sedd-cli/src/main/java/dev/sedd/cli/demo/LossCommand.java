package dev.sedd.cli.demo;

import dev.sedd.cli.option.ModelOptions;
import dev.sedd.cli.option.Prompts;
import dev.sedd.cli.option.SeedOptions;
import dev.sedd.cli.option.ThreadOptions;
import dev.sedd.cli.option.TimeOfNoise;
import dev.sedd.cli.option.TokenizerOptions;
import dev.sedd.cli.option.WeightsOptions;
import dev.sedd.cli.output.Io;
import dev.sedd.kernels.Workers;
import dev.sedd.model.checkpoint.Checkpoint;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.sampling.Perturbation;
import dev.sedd.model.score.LogScore;
import dev.sedd.model.tokens.Tokenizer;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sedd demo loss}: the loss of a noised text, position by position. */
@Command(
        name = "loss",
        sortOptions = false,
        abbreviateSynopsis = true,
        description =
                "Put noise over a text and show at every position what training sees: the token, what noise has made"
                        + " of it, the loss, and what the model takes it for.",
        footerHeading = "%nExample:%n",
        footer = "  sedd demo loss \"To be, or not to be\" -t 0.5 --seed 1")
final class LossCommand implements Callable<Integer> {
    private final Io io;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "TEXT", description = "The text.")
    private String text;

    @Option(
            names = {"-t", "--time"},
            paramLabel = "T",
            defaultValue = "0.5",
            converter = TimeOfNoise.class,
            description = "The time, greater than 0 (the text), at most 1 (noise alone) (default: ${DEFAULT-VALUE}).")
    private double time;

    @Mixin
    private SeedOptions seed = new SeedOptions();

    @Option(
            names = {"-q", "--quiet"},
            description = "Print nothing on standard error but errors (default: off).")
    private boolean quiet;

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Mixin
    private WeightsOptions weights = new WeightsOptions();

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Mixin
    private TokenizerOptions vocabulary = new TokenizerOptions();

    LossCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws IOException {
        try (Checkpoint checkpoint = model.open();
                Workers workers = threads.start()) {
            Configuration configuration = checkpoint.configuration();
            Tokenizer tokenizer = vocabulary.tokenizer(checkpoint);
            int[] tokens = tokens(tokenizer, configuration);
            double sigma = configuration.noise().total(time);
            if ((float) sigma <= 0) {
                throw new ParameterException(
                        spec.commandLine(), "at t = " + time + " there is no noise; give a greater -t");
            }
            long chosen = seed.choose();
            if (!quiet) {
                io.err().println("seed " + chosen);
            }
            int[] noised = Perturbation.perturb(configuration.graph(), sigma, tokens, chosen);
            LogScore scores = new LogScore(configuration.vocabularySize());
            weights.load(checkpoint, workers)
                    .score()
                    .logScore(1, tokens.length, noised, new float[] {(float) sigma}, scores);
            io.out().print(new LossTable(configuration, tokenizer, time, tokens, noised, scores).text());
        }
        return ExitCode.OK;
    }

    private int[] tokens(Tokenizer tokenizer, Configuration configuration) {
        int[] tokens = Prompts.encode(spec, tokenizer, "TEXT", text);
        if (tokens.length == 0) {
            throw new ParameterException(spec.commandLine(), "TEXT is empty");
        }
        if (tokens.length > configuration.length()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "TEXT has " + tokens.length + " tokens, the model's longest text " + configuration.length());
        }
        return tokens;
    }
}
