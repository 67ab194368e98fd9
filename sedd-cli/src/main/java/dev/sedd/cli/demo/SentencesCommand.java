package dev.sedd.cli.demo;

import dev.sedd.cli.option.AtLeastOne;
import dev.sedd.cli.option.ProgressOptions;
import dev.sedd.cli.option.SeedOptions;
import dev.sedd.cli.output.Io;
import dev.sedd.cli.output.Progress;
import dev.sedd.model.graph.Absorbing;
import dev.sedd.model.graph.TransitionGraph;
import dev.sedd.model.graph.Uniform;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sedd demo sentences}: train on six sentences, then denoise. */
@Command(
        name = "sentences",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Train on six sentences of four words in seconds, then make sentences from masks and from random"
                + " words, step by step.",
        footerHeading = "%nExample:%n",
        footer = "  sedd demo sentences --seed 2")
final class SentencesCommand implements Runnable {
    private static final double NANO = 1e-9;

    private final Io io;

    @Option(
            names = "--training-steps",
            paramLabel = "N",
            defaultValue = "600",
            converter = AtLeastOne.class,
            description = "Steps of training for each of the two graphs (default: ${DEFAULT-VALUE}).")
    private int trainingSteps;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "8",
            converter = AtLeastOne.class,
            description = "Steps from noise to a sentence (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            converter = SeedOptions.Whole.class,
            description = "The same seed gives the same sentences (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private ProgressOptions progress = new ProgressOptions();

    SentencesCommand(Io io) {
        this.io = io;
    }

    @Override
    public void run() {
        int words = Sentences.WORDS.size();
        io.out().print("six sentences of four words; a token is a word:\n");
        for (int i = 0; i < Sentences.count(); i += 3) {
            io.out()
                    .print(String.format(
                            "  %-16s%-16s%s\n", Sentences.text(i), Sentences.text(i + 1), Sentences.text(i + 2)));
        }
        show("\n=== absorb: noise masks words (·) ===\n", new Absorbing(words + 1));
        show("=== uniform: noise replaces words by random ones ===\n", new Uniform(words));
    }

    private void show(String title, TransitionGraph graph) {
        io.out().print(title);
        io.out().flush();
        SentenceModel model;
        long start = System.nanoTime();
        try (Progress shown = progress.start(io, "training", trainingSteps)) {
            model = new SentenceModel(graph, trainingSteps, seed, shown::advance);
        }
        double seconds = (System.nanoTime() - start) * NANO;
        io.out().print(SentencesText.of(graph, model, steps, seed));
        io.out().flush();
        if (!progress.quiet()) {
            io.err().println(String.format(Locale.ROOT, "trained %d steps in %.1f s", trainingSteps, seconds));
        }
    }
}
