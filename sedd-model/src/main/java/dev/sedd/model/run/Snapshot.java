package dev.sedd.model.run;

import dev.sedd.kernels.Workers;
import dev.sedd.model.checkpoint.AtomicFiles;
import dev.sedd.model.checkpoint.CheckpointException;
import dev.sedd.model.data.Examples;
import dev.sedd.model.data.Layout;
import dev.sedd.model.evaluation.Estimate;
import dev.sedd.model.evaluation.LikelihoodBound;
import dev.sedd.model.evaluation.MonteCarlo;
import dev.sedd.model.evaluation.Windows;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Transformer;
import dev.sedd.model.sampling.Prompt;
import dev.sedd.model.sampling.Sampler;
import dev.sedd.model.sampling.StepListener;
import dev.sedd.model.sampling.Tweedie;
import dev.sedd.model.tokens.Tokenizer;
import dev.sedd.model.training.DivergedException;
import dev.sedd.model.training.Parameters;
import dev.sedd.model.training.Seeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The averaged weights of a step as a model, to be measured and sampled from on the way. Both use the same random numbers at
 * every step, so that what differs from step to step is the model.
 */
final class Snapshot {
    private static final int LARGEST_BATCH = 16;

    private final int step;
    private final Configuration configuration;
    private final Recipe recipe;
    private final Transformer network;
    private final Workers workers;

    Snapshot(int step, Configuration configuration, Recipe recipe, Parameters average, Workers workers) {
        this.step = step;
        this.configuration = configuration;
        this.recipe = recipe;
        this.workers = workers;
        network = new Transformer(configuration, average.weights(), workers);
    }

    /** The bound on examples evenly spread over those kept back; none where none are. */
    Optional<Metrics.Validation> validate(Examples examples) {
        int count = (int) Math.min(recipe.measuring().validationExamples(), examples.size());
        if (count == 0) {
            return Optional.empty();
        }
        int length = examples.length();
        int[] tokens = new int[Math.multiplyExact(count, length)];
        for (int i = 0; i < count; i++) {
            examples.copy(i * examples.size() / count, tokens, i * length);
        }
        LikelihoodBound bound = new LikelihoodBound(network, configuration.graph(), configuration.noise(), workers);
        MonteCarlo plan = new MonteCarlo(
                recipe.measuring().validationDraws(),
                Math.min(recipe.batchSize() / recipe.parts(), count),
                Seeds.VALIDATION.of(recipe.seed()));
        Windows windows = new Windows(tokens, 0, tokens.length, length);
        try {
            Estimate estimate = bound.evaluate(windows, plan, () -> {}).bound();
            return Optional.of(new Metrics.Validation(estimate.mean(), estimate.error()));
        } catch (ArithmeticException e) {
            throw DivergedException.scores(step, e);
        }
    }

    /** Writes samples to a file: lines as lines, without the spaces that fill them up; texts with a blank line between. */
    void sample(Tokenizer tokenizer, Path file) throws CheckpointException {
        Sampler sampler = new Sampler(
                network,
                configuration.graph(),
                configuration.noise(),
                new Tweedie(),
                recipe.measuring().samplingSteps(),
                workers);
        StringBuilder text = new StringBuilder();
        for (int[] sample : drawn(sampler)) {
            String decoded = tokenizer.decode(sample);
            text.append(recipe.layout() == Layout.LINES ? decoded.stripTrailing() : decoded + "\n")
                    .append('\n');
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw CheckpointException.unwritable(file, e);
        }
        AtomicFiles.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private int[][] drawn(Sampler sampler) {
        int samples = recipe.measuring().samples();
        try {
            return sampler.sample(
                    Prompt.free(configuration.length()),
                    samples,
                    Math.min(samples, LARGEST_BATCH),
                    Seeds.SAMPLES.of(recipe.seed()),
                    StepListener.NONE);
        } catch (ArithmeticException e) {
            throw DivergedException.scores(step, e);
        }
    }
}
