package dev.sedd.cli;

import dev.sedd.model.sampling.Euler;
import dev.sedd.model.sampling.Predictor;
import dev.sedd.model.sampling.Tweedie;
import java.nio.file.Path;
import java.util.Locale;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How text is generated and where it goes; the same for {@code sample} and {@code infill}. */
final class GenerationOptions {
    private static final int LARGEST_DEFAULT_BATCH = 8;
    private static final long SEEDS = 1L << 32;

    /** The samplers by their names on the command line. */
    enum Method {
        TWEEDIE,
        EULER;

        Predictor predictor() {
            return switch (this) {
                case TWEEDIE -> new Tweedie();
                case EULER -> new Euler();
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "128",
            converter = AtLeastOne.class,
            description = "Steps from noise to text; more are slower and better (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = {"-n", "--samples"},
            paramLabel = "N",
            defaultValue = "1",
            converter = AtLeastOne.class,
            description = "Texts to generate (default: ${DEFAULT-VALUE}).")
    private int samples;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Texts generated at once; changes speed and memory, never the text (default: all, at most 8;"
                    + " 1 with --show-intermediate).")
    private Integer batchSize;

    @Option(
            names = "--sampler",
            paramLabel = "NAME",
            defaultValue = "tweedie",
            description = "How a step draws: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Method method;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed gives the same text (default: a new one, told on standard error).")
    private Long seed;

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Option(
            names = "--show-intermediate",
            description = "Show the text at every step: in place on a terminal, else as frames that begin with a line"
                    + " such as '--- step 12/129  t=0.906 ---' (default: off).")
    private boolean showIntermediate;

    @Option(
            names = "--json",
            description = "One line with one object for each text: sample, text, tokens, seed, steps, batch, and"
                    + " seconds, the time that its batch took; with --show-intermediate also one for each step:"
                    + " sample, step, of, time, text (default: plain text, a blank line between texts).")
    private boolean json;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Write the texts to a file, which appears when all are done (default: standard output).")
    private Path out;

    @Mixin
    private ProgressOptions progress = new ProgressOptions();

    int steps() {
        return steps;
    }

    int samples() {
        return samples;
    }

    int batchSize() {
        if (batchSize != null) {
            return Math.min(batchSize, samples);
        }
        return showIntermediate ? 1 : Math.min(samples, LARGEST_DEFAULT_BATCH);
    }

    Predictor predictor() {
        return method.predictor();
    }

    /** The seed that was given, else a new one of at most ten digits. */
    long seed() {
        return seed != null ? seed : RandomGenerator.getDefault().nextLong(SEEDS);
    }

    ThreadOptions threads() {
        return threads;
    }

    boolean showIntermediate() {
        return showIntermediate;
    }

    boolean json() {
        return json;
    }

    /** The file for the texts, or null for standard output. */
    Path out() {
        return out;
    }

    ProgressOptions progress() {
        return progress;
    }
}
