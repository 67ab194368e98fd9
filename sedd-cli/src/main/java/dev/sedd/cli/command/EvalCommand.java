package dev.sedd.cli.command;

import dev.sedd.cli.option.AtLeastOne;
import dev.sedd.cli.option.ModelOptions;
import dev.sedd.cli.option.ProgressOptions;
import dev.sedd.cli.option.SeedOptions;
import dev.sedd.cli.option.ThreadOptions;
import dev.sedd.cli.option.TokenizerOptions;
import dev.sedd.cli.option.WeightsOptions;
import dev.sedd.cli.output.Failure;
import dev.sedd.cli.output.Io;
import dev.sedd.cli.output.Progress;
import dev.sedd.cli.picture.PictureFile;
import dev.sedd.kernels.Workers;
import dev.sedd.model.DiffusionModel;
import dev.sedd.model.checkpoint.Checkpoint;
import dev.sedd.model.corpus.Corpus;
import dev.sedd.model.evaluation.Evaluation;
import dev.sedd.model.evaluation.MonteCarlo;
import dev.sedd.model.evaluation.Windows;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.tokens.CharacterTokenizer;
import dev.sedd.model.tokens.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sedd eval}: how well a model knows a text. */
@Command(
        name = "eval",
        sortOptions = false,
        customSynopsis = "sedd eval [OPTIONS] [MODEL] DATA",
        description = "Measure how well a model knows a text: an upper bound of its negative log likelihood.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sedd eval shakespeare.txt --split validation",
            "  sedd eval sedd-small wiki.test.raw --data wikitext",
            "  sedd eval my/model text.txt --draws 16 --plot bound.png"
        })
final class EvalCommand implements Callable<Integer> {
    private static final double NANO = 1e-9;
    private static final int LARGEST_DEFAULT_BATCH = 8;
    private static final long DEFAULT_SCORES = 1 << 24; // Of a batch, 64 MiB.

    private final Io io;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "MODEL",
            description = "The model: a folder or a file (default: that of --model, else the one inside this program).")
    private Path first;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DATA",
            hideParamSyntax = true,
            description = "The text: a file in UTF-8.")
    private Path second;

    @Option(
            names = "--data",
            paramLabel = "CORPUS",
            defaultValue = "plain",
            description = "What the text is: ${COMPLETION-CANDIDATES}; a corpus of the paper's table, in its published"
                    + " form, is cleaned and packed as in the paper's code, an end-of-text token after every document"
                    + " (default: ${DEFAULT-VALUE}).")
    private Corpus corpus;

    @Option(
            names = "--whole",
            description = "Put all documents of a corpus together, so that only the end is left over (default: in eight"
                    + " parts, a thousand documents at once, the end of each left over, as in the paper's code).")
    private boolean whole;

    @Option(
            names = "--lines",
            description =
                    "Every line of a plain text is a window of its own, filled up with spaces, as train --lines makes"
                            + " them (default: windows of a running text).")
    private boolean lines;

    @Option(
            names = "--split",
            paramLabel = "PART",
            defaultValue = "all",
            description =
                    "Which part of a plain text: ${COMPLETION-CANDIDATES}; validation is the last tenth, or every tenth"
                            + " of its lines, train the rest (default: ${DEFAULT-VALUE}).")
    private EvalText.Split split;

    @Option(
            names = {"-l", "--length"},
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Length of the windows that the text is cut into, in tokens (default: the model's longest).")
    private Integer length;

    @Option(
            names = "--draws",
            paramLabel = "N",
            defaultValue = "8",
            converter = AtLeastOne.class,
            description = "How often every window is noised and scored; four times as many halve the error"
                    + " (default: ${DEFAULT-VALUE}).")
    private int draws;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            converter = SeedOptions.Whole.class,
            description = "The same seed gives the same result (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Windows scored at once; changes speed and memory, never the result (default: as many as"
                    + " need 64 MiB for their scores, at most 8).")
    private Integer batchSize;

    @Option(names = "--json", description = "One object in JSON (default: a table).")
    private boolean json;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            converter = PictureFile.Converter.class,
            description = "Draw the loss by noise level to a .png (default: no picture).")
    private PictureFile plot;

    @Mixin
    private WeightsOptions weights = new WeightsOptions();

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Mixin
    private TokenizerOptions vocabulary = new TokenizerOptions();

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Mixin
    private ProgressOptions progress = new ProgressOptions();

    EvalCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws IOException {
        Path data = second == null ? first : second;
        if (data == null) {
            throw new ParameterException(spec.commandLine(), "Missing required parameter: 'DATA'");
        }
        if (corpus != Corpus.PLAIN && split != EvalText.Split.ALL) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--split is for plain text; the parts of " + corpus + " are files of their own");
        }
        if (corpus != Corpus.PLAIN && lines) {
            throw new ParameterException(
                    spec.commandLine(), "--lines is for plain text; " + corpus + " has a form of its own");
        }
        if (corpus == Corpus.PLAIN && whole) {
            throw new ParameterException(
                    spec.commandLine(), "--whole is for a corpus, see --data; a plain text is one document");
        }
        if (plot != null) {
            plot.check();
        }
        try (Checkpoint checkpoint = model.open(spec, second == null ? null : first);
                Workers workers = threads.start()) {
            Tokenizer tokenizer = vocabulary.tokenizer(checkpoint);
            EvalText text = text(data, tokenizer, checkpoint.configuration());
            String name = checkpoint.path().toString();
            DiffusionModel loaded = weights.load(checkpoint, workers);
            long start = System.nanoTime();
            Evaluation evaluation = evaluate(loaded, text.windows());
            double seconds = (System.nanoTime() - start) * NANO;
            boolean characters = tokenizer instanceof CharacterTokenizer;
            BoundReport report = new BoundReport(name, loaded.configuration(), text, characters, evaluation);
            io.out().print(json ? report.json(seconds) : report.text());
            io.out().flush();
            if (plot != null) {
                plot.write(report.picture());
            }
            if (!progress.quiet()) {
                io.err()
                        .println(String.format(
                                Locale.ROOT,
                                "%d windows, %d draws in %.1f s",
                                text.windows().count(),
                                draws,
                                seconds));
            }
        }
        return ExitCode.OK;
    }

    private EvalText text(Path data, Tokenizer tokenizer, Configuration configuration) throws IOException {
        int window = length == null ? configuration.length() : length;
        if (window > configuration.length()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--length " + window + " is longer than the model's texts, " + configuration.length());
        }
        if (lines) {
            return EvalText.lines(data, split, tokenizer, window);
        }
        return corpus == Corpus.PLAIN
                ? EvalText.plain(data, split, tokenizer, window)
                : EvalText.of(corpus, data, whole, tokenizer, window);
    }

    private Evaluation evaluate(DiffusionModel loaded, Windows windows) {
        long scores = (long) windows.length() * loaded.configuration().vocabularySize();
        long fitting = Math.clamp(DEFAULT_SCORES / scores, 1, LARGEST_DEFAULT_BATCH);
        MonteCarlo plan = new MonteCarlo(draws, batchSize == null ? (int) fitting : batchSize, seed);
        try (Progress shown = progress.start(io, "evaluating", plan.evaluations(windows.count()))) {
            return loaded.likelihoodBound().evaluate(windows, plan, shown::advance);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new Failure(e.getMessage(), e); // A batch too large for an array; scores that are not finite.
        }
    }
}
