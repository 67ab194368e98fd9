package dev.sedd.cli.command;

import dev.sedd.cli.option.NetworkOptions;
import dev.sedd.cli.option.ProgressOptions;
import dev.sedd.cli.option.ThreadOptions;
import dev.sedd.cli.option.TrainingOptions;
import dev.sedd.cli.output.Failure;
import dev.sedd.cli.output.Io;
import dev.sedd.kernels.Workers;
import dev.sedd.model.checkpoint.Checkpoint;
import dev.sedd.model.checkpoint.CheckpointException;
import dev.sedd.model.checkpoint.ConfigurationFile;
import dev.sedd.model.checkpoint.Settings;
import dev.sedd.model.checkpoint.Vocabularies;
import dev.sedd.model.run.Presets;
import dev.sedd.model.run.Recipe;
import dev.sedd.model.run.Run;
import dev.sedd.model.tokens.BytePairTokenizer;
import dev.sedd.model.tokens.Tokenizer;
import dev.sedd.model.training.DivergedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sedd train}: from a text file to a model. */
@Command(
        name = "train",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Train a model on a text.",
            "The folder that it writes can be sampled from at once and gone on with after any interruption."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sedd train shakespeare.txt --out run --steps 3000 --seed 1",
            "  sedd train names.txt --preset names --out names",
            "  sedd train --resume run",
            "  sedd sample --model run"
        })
final class TrainCommand implements Callable<Integer> {
    private static final String SEED = "training.seed";
    private static final long SEEDS = 1L << 32;
    private static final int SOME_TOKENS = 2;

    private final Io io;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "DATA",
            description = "A UTF-8 text, or a file of tokens that an earlier run has made of one.")
    private Path data;

    @Option(names = "--out", paramLabel = "RUN", description = "The folder of a new run.")
    private Path out;

    @Option(
            names = "--resume",
            paramLabel = "RUN",
            description =
                    "Go on with a run from its last checkpoint; of its settings, --steps, --lr, --min-lr, --samples and"
                            + " the --…-every may be changed.")
    private Path resume;

    @Option(
            names = "--init",
            paramLabel = "MODEL",
            description =
                    "Begin a new run with the weights of this model, in its network and vocabulary (default: with random"
                            + " weights).")
    private Path init;

    @Option(
            names = "--preset",
            paramLabel = "PRESET",
            completionCandidates = PresetNames.class,
            description =
                    "Settings to start from: ${COMPLETION-CANDIDATES} (default: default, a network of the size of the"
                            + " model inside this program).")
    private String preset;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Settings over the preset's, as YAML or JSON by the keys of the paper's configurations; those that"
                            + " the run does not use are named (default: none). Options go over both.")
    private Path config;

    @Option(
            names = "--vocab",
            paramLabel = "FILE",
            description =
                    "The vocabulary: a vocab.json (byte pairs: with merges.txt beside it), a tokenizer.json, a nanoGPT meta.pkl,"
                            + " or a text whose characters it is made of"
                            + " (default: the characters of DATA).")
    private Path vocabulary;

    @Option(names = "--gpt2", description = "Cut DATA into GPT-2's byte pairs (default: into characters).")
    private boolean gpt2;

    @Mixin
    private TrainingOptions options = new TrainingOptions();

    @Mixin
    private NetworkOptions network = new NetworkOptions();

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Mixin
    private ProgressOptions progress = new ProgressOptions();

    /** The presets' names, for help and completion. */
    static final class PresetNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Presets.names().iterator();
        }
    }

    TrainCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws IOException {
        UnfinishedFolders.deleteAtExit();
        try (Workers workers = threads.start();
                Run run = resume == null ? begin(workers) : goOn(workers)) {
            return train(run);
        }
    }

    private Run begin(Workers workers) throws CheckpointException {
        if (data == null || out == null) {
            throw wrong("a new run needs DATA and --out RUN; one to go on with needs --resume RUN");
        }
        if (gpt2 && vocabulary != null) {
            throw wrong("--gpt2 and --vocab are mutually exclusive (specify only one)");
        }
        if (preset != null && !Presets.names().contains(preset)) {
            throw wrong("Invalid value for option '--preset': '" + preset + "' is not one of " + Presets.names());
        }
        if (init == null) {
            return begin(Optional.empty(), workers);
        }
        try (Checkpoint start = Checkpoint.open(init)) {
            return begin(Optional.of(start), workers);
        }
    }

    private Run begin(Optional<Checkpoint> start, Workers workers) throws CheckpointException {
        Settings base = Presets.of(preset == null ? Presets.DEFAULT : preset);
        if (start.isPresent()) {
            base = Settings.of(init, ConfigurationFile.tree(start.get().configuration()))
                    .over(base);
        }
        Optional<Settings> file = config == null ? Optional.empty() : Optional.of(Settings.read(config));
        Settings given = file.isPresent() ? file.get().over(base) : base;
        Settings settings = options.over(network.over(given));
        check(settings);
        boolean seeded = settings.has(SEED);
        long seed = settings.whole(SEED, RandomGenerator.getDefault().nextLong(SEEDS));
        Settings all = settings.with(SEED, seed);
        Optional<Tokenizer> tokenizer = tokenizer(start);
        Run run = start.isPresent()
                ? Run.create(out, all, data, tokenizer.orElseThrow(() -> noVocabulary()), start.get(), workers)
                : Run.create(out, all, data, tokenizer, workers);
        Settings used = Settings.read(run.folder().configuration());
        if (file.isPresent()) {
            tellOfUnusedKeys(config, file.get(), used);
        }
        tellOfUnusedKeys("options", options.over(network.over(Settings.of("options", Map.of()))), used);
        if (!seeded) {
            note("seed " + seed);
        }
        if (run.validationExamples() == 0) {
            note(data + " is too short to keep an example back: no validation, no best.safetensors");
        }
        return run;
    }

    /** A key may be mistyped, of another schedule or optimizer, or one that the paper's programs have and this one has not. */
    private void tellOfUnusedKeys(Object where, Settings given, Settings used) {
        List<String> unused = given.keysBeyond(used);
        if (!unused.isEmpty()) {
            note(where + ": not used: " + String.join(", ", unused));
        }
    }

    /** The vocabulary that was asked for, else that of the model to begin with, if any. */
    private Optional<Tokenizer> tokenizer(Optional<Checkpoint> start) throws CheckpointException {
        if (gpt2) {
            return Optional.of(BytePairTokenizer.gpt2());
        }
        if (vocabulary != null) {
            return Optional.of(Vocabularies.fromFile(vocabulary));
        }
        return start.isPresent() ? start.get().tokenizer() : Optional.empty();
    }

    private CheckpointException noVocabulary() {
        return new CheckpointException(init, "has no vocabulary beside it; name it with --vocab FILE");
    }

    /** Settings that no model can have are wrong usage, unless they come from a file. */
    private void check(Settings settings) throws CheckpointException {
        try {
            Object where = config == null ? "the options" : config;
            Recipe.read(where, settings);
            ConfigurationFile.read(where, settings.with("tokens", SOME_TOKENS));
        } catch (CheckpointException e) {
            if (config == null) {
                throw wrong(e.getMessage());
            }
            throw e;
        }
    }

    private Run goOn(Workers workers) throws CheckpointException {
        boolean others = config != null || preset != null || init != null || vocabulary != null || gpt2;
        if (data != null || out != null || others) {
            throw wrong(
                    "--resume goes on with the run's own data and settings; leave out DATA, --out, --init, --preset,"
                            + " --config, --vocab and --gpt2");
        }
        Optional<String> unchangeable = network.unchangeable().or(options::unchangeable);
        if (unchangeable.isPresent()) {
            throw wrong("--resume goes on with the run's own settings; leave out " + unchangeable.get());
        }
        return Run.resume(resume, options.changes(), workers);
    }

    private int train(Run run) throws CheckpointException {
        Path folder = run.folder().path();
        note((run.step() == 0 ? "training " : "going on at step " + run.step() + " with ") + folder);
        Interruption interruption = new Interruption(run::stop);
        try {
            boolean done = trainWatched(run);
            note(
                    done
                            ? "done; try: sedd sample --model " + folder
                            : "stopped after step " + run.step() + "; go on with: sedd train --resume " + folder);
            return ExitCode.OK;
        } catch (DivergedException e) {
            throw new Failure(
                    folder + ": " + e.getMessage() + "; what was written up to step " + run.step() + " stays", e);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new Failure(folder + ": " + e.getMessage(), e); // Too large for an array; scores that are not finite.
        } finally {
            interruption.close(); // Only now may a program that was told to end do so.
        }
    }

    private boolean trainWatched(Run run) throws CheckpointException {
        try (LossPicture picture = new LossPicture(io, run)) {
            if (progress.never()) {
                return run.train(picture);
            }
            try (TrainingView view =
                    new TrainingView(io, run.step(), run.recipe().steps())) {
                return run.train(view.and(picture));
            }
        }
    }

    private void note(String line) {
        if (!progress.quiet()) {
            io.err().println(line);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
