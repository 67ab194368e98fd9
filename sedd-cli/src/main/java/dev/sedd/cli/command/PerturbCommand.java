package dev.sedd.cli.command;

import dev.sedd.cli.option.GraphName;
import dev.sedd.cli.option.ModelOptions;
import dev.sedd.cli.option.NoiseName;
import dev.sedd.cli.option.Prompts;
import dev.sedd.cli.option.SeedOptions;
import dev.sedd.cli.option.TimeOfNoise;
import dev.sedd.cli.option.TokenizerOptions;
import dev.sedd.cli.output.Io;
import dev.sedd.cli.output.ShownTokenizer;
import dev.sedd.model.checkpoint.Checkpoint;
import dev.sedd.model.graph.Absorbing;
import dev.sedd.model.graph.TransitionGraph;
import dev.sedd.model.graph.Uniform;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.noise.Geometric;
import dev.sedd.model.noise.LogLinear;
import dev.sedd.model.noise.NoiseSchedule;
import dev.sedd.model.sampling.Perturbation;
import dev.sedd.model.tokens.Tokenizer;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sedd perturb}: the forward process, which turns text into noise. */
@Command(
        name = "perturb",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Put noise over a text: what the model learns to undo.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sedd perturb \"To be, or not to be\" -t 0.35 --seed 1",
            "  sedd perturb \"To be, or not to be\" --sweep --graph uniform --noise geometric"
        })
final class PerturbCommand implements Callable<Integer> {
    private static final int SWEEP = 10;

    /** At which times. */
    static final class Times {
        @Option(
                names = {"-t", "--time"},
                paramLabel = "T",
                required = true,
                converter = TimeOfNoise.class,
                description = "The time, from 0 (the text) to 1 (noise alone).")
        private Double time;

        @Option(
                names = "--sweep",
                required = true,
                description = "The text at t = 0, 0.1, … 1, each below a line such as '--- t=0.10  sigma=0.105 ---'.")
        private boolean sweep;
    }

    private final Io io;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "TEXT", description = "The text.")
    private String text;

    @ArgGroup(multiplicity = "1")
    private Times times;

    @Option(
            names = "--graph",
            paramLabel = "GRAPH",
            description = "The transition graph: ${COMPLETION-CANDIDATES} (default: the model's).")
    private GraphName graph;

    @Option(
            names = "--noise",
            paramLabel = "NOISE",
            description = "The noise schedule: ${COMPLETION-CANDIDATES} (default: the model's; another one with"
                    + " sigma from 1e-4 to 20, or eps 1e-3).")
    private NoiseName noise;

    @Mixin
    private SeedOptions seed = new SeedOptions();

    @Option(
            names = {"-q", "--quiet"},
            description = "Print nothing on standard error but errors (default: off).")
    private boolean quiet;

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Mixin
    private TokenizerOptions vocabulary = new TokenizerOptions();

    PerturbCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws IOException {
        try (Checkpoint checkpoint = model.open()) {
            Configuration configuration = checkpoint.configuration();
            Tokenizer tokenizer = new ShownTokenizer(vocabulary.tokenizer(checkpoint), io);
            int[] tokens = Prompts.encode(spec, tokenizer, "TEXT", text);
            TransitionGraph moves = graph(configuration);
            NoiseSchedule schedule = noise(configuration);
            long chosen = seed.choose();
            if (!quiet) {
                io.err().println("seed " + chosen);
            }
            for (int i = 0; i <= (times.sweep ? SWEEP : 0); i++) {
                double t = times.sweep ? (double) i / SWEEP : times.time;
                double sigma = schedule.total(t);
                if (times.sweep) {
                    io.out().print(String.format(Locale.ROOT, "--- t=%.2f  sigma=%.3g ---\n", t, sigma));
                }
                io.out().print(tokenizer.decode(Perturbation.perturb(moves, sigma, tokens, chosen)) + "\n");
            }
        }
        return ExitCode.OK;
    }

    private TransitionGraph graph(Configuration configuration) {
        int tokens = configuration.graph().tokens();
        return switch (graph) {
            case null -> configuration.graph();
            case UNIFORM -> new Uniform(tokens);
            case ABSORB -> new Absorbing(tokens + 1);
        };
    }

    private NoiseSchedule noise(Configuration configuration) {
        NoiseSchedule own = configuration.noise();
        return switch (noise) {
            case null -> own;
            case GEOMETRIC -> own instanceof Geometric ? own : Geometric.DEFAULT;
            case LOGLINEAR -> own instanceof LogLinear ? own : LogLinear.DEFAULT;
        };
    }
}
