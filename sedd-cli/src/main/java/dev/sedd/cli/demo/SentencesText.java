package dev.sedd.cli.demo;

import dev.sedd.model.graph.TransitionGraph;
import dev.sedd.model.sampling.Perturbation;
import dev.sedd.model.sampling.Prompt;
import dev.sedd.model.sampling.StepListener;
import java.util.Locale;

/** What a trained sentence model does: restores noised sentences, makes one step by step, and makes many. */
final class SentencesText {
    private static final double HALF = 0.5;
    private static final int MANY = 600;
    private static final int PER_MARK = 5;

    private final TransitionGraph graph;
    private final SentenceModel model;
    private final int steps;
    private final long seed;
    private final StringBuilder text = new StringBuilder();

    private SentencesText(TransitionGraph graph, SentenceModel model, int steps, long seed) {
        this.graph = graph;
        this.model = model;
        this.steps = steps;
        this.seed = seed;
    }

    /** All three. */
    static String of(TransitionGraph graph, SentenceModel model, int steps, long seed) {
        SentencesText shown = new SentencesText(graph, model, steps, seed);
        shown.losses();
        shown.restored();
        shown.stepByStep();
        shown.many();
        return shown.text.toString();
    }

    private void losses() {
        line(
                "loss %.3f nats per word at first, %.3f at last; no model can do better than",
                model.firstLoss(), model.lastLoss());
        line("ln 6 / 4 = %.3f, the sentences' own entropy\n", StrictMath.log(Sentences.count()) / Sentences.LENGTH);
    }

    private void restored() {
        double sigma = model.sigma(HALF);
        line("noised (t = 0.5), and restored in one step, each word on its own:");
        for (int i = 0; i < Sentences.count(); i++) {
            int[] noised = Perturbation.perturb(graph, sigma, Sentences.tokens(i), seed + i);
            int[] restored = model.restore(noised, sigma);
            line(
                    "  %s| %s| %s",
                    Sentences.columns(Sentences.tokens(i)), Sentences.columns(noised), Sentences.columns(restored));
        }
        line("");
    }

    private void stepByStep() {
        line("a sentence from noise alone, step by step:");
        StepListener listener = step -> line(
                "  %-9s  %s",
                step.last() ? "text" : String.format(Locale.ROOT, "t = %.2f", step.time()),
                Sentences.columns(step.sample(0)));
        model.sampler(steps).sample(Prompt.free(Sentences.LENGTH), 1, 1, seed, listener);
        line("");
    }

    private void many() {
        int[] counts = new int[Sentences.count()];
        int other = 0;
        int[][] samples = model.sampler(steps).sample(Prompt.free(Sentences.LENGTH), MANY, seed + 1);
        for (int[] sample : samples) {
            int sentence = Sentences.indexOf(sample);
            if (sentence < 0) {
                other++;
            } else {
                counts[sentence]++;
            }
        }
        line(
                "%d sentences from noise alone; exact would be %d of each, and no others:",
                MANY, MANY / Sentences.count());
        for (int i = 0; i < counts.length; i++) {
            line("  %-16s %4d  %s", Sentences.text(i), counts[i], "#".repeat(counts[i] / PER_MARK));
        }
        line("  %-16s %4d  %s", "none of them", other, "#".repeat(other / PER_MARK));
        line("");
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
        if (format.endsWith("\n")) {
            text.append('\n');
        }
    }
}
