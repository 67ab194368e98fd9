package dev.sedd.cli.option;

import dev.sedd.model.sampling.Euler;
import dev.sedd.model.sampling.Predictor;
import dev.sedd.model.sampling.Tweedie;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How text is generated and where it goes; the same for {@code sample} and {@code infill}. */
public final class GenerationOptions {
    private static final int LARGEST_DEFAULT_BATCH = 8;

    /** The samplers by their names on the command line. */
    public enum Method {
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
            description = "Steps from noise to text, before a last one that takes the rest of the noise away; more are"
                    + " slower and better (default: ${DEFAULT-VALUE}).")
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
            paramLabel = "SAMPLER",
            defaultValue = "tweedie",
            description =
                    "How a step draws, by Tweedie's formula or by a plain Euler step: ${COMPLETION-CANDIDATES} (default:"
                            + " ${DEFAULT-VALUE}).")
    private Method method;

    @Mixin
    private WeightsOptions weights = new WeightsOptions();

    @Mixin
    private SeedOptions seed = new SeedOptions();

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

    public WeightsOptions weights() {
        return weights;
    }

    public int steps() {
        return steps;
    }

    public int samples() {
        return samples;
    }

    public int batchSize() {
        if (batchSize != null) {
            return Math.min(batchSize, samples);
        }
        return showIntermediate ? 1 : Math.min(samples, LARGEST_DEFAULT_BATCH);
    }

    public Predictor predictor() {
        return method.predictor();
    }

    public SeedOptions seed() {
        return seed;
    }

    public ThreadOptions threads() {
        return threads;
    }

    public boolean showIntermediate() {
        return showIntermediate;
    }

    public boolean json() {
        return json;
    }

    /** The file for the texts, or null for standard output. */
    public Path out() {
        return out;
    }

    public ProgressOptions progress() {
        return progress;
    }
}
