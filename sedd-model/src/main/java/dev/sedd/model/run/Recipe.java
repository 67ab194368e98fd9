package dev.sedd.model.run;

import dev.sedd.model.checkpoint.CheckpointException;
import dev.sedd.model.checkpoint.Settings;
import dev.sedd.model.data.Layout;
import dev.sedd.model.training.AdamW;
import dev.sedd.model.training.Ema;
import dev.sedd.model.training.LearningRate;
import dev.sedd.model.training.Muon;
import dev.sedd.model.training.Optimizer;
import dev.sedd.model.training.Trainer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a model is trained: everything but the model and the text. In settings the keys are those of the paper's
 * configurations ({@code training}, {@code optim}, {@code sampling}), and a few of this project's own beside them.
 *
 * @param seed of everything that is drawn; {@code training.seed}
 * @param steps of the optimizer; {@code training.n_iters}
 * @param batchSize examples of a step; {@code training.batch_size}
 * @param parts into which a step is cut, their gradients added up; {@code training.accum}
 * @param rules how weights follow the gradient; {@code optim} and {@code training.ema}
 * @param layout what the text is; {@code data.layout}
 * @param every when what is done
 * @param measuring how much is measured and drawn on the way
 */
public record Recipe(
        long seed,
        int steps,
        int batchSize,
        int parts,
        Trainer.Rules rules,
        Layout layout,
        Every every,
        Measuring measuring) {
    private static final int MOST = Integer.MAX_VALUE - 1;
    private static final int MOST_BATCH = 1 << 20;
    private static final String ADAM = "AdamW";
    private static final String MUON = "Muon";
    private static final String CONSTANT = "constant";
    private static final String COSINE = "cosine";

    /**
     * After how many steps something is done; 0 where only at the end, or never.
     *
     * @param log a line of metrics; {@code training.log_freq}, at least 1
     * @param validation the bound on the text kept back; {@code training.eval_freq}
     * @param samples samples are drawn; {@code training.snapshot_freq}
     * @param checkpoint everything is written down; {@code training.snapshot_freq_for_preemption}
     */
    public record Every(int log, int validation, int samples, int checkpoint) {}

    /**
     * What is measured and drawn on the way.
     *
     * @param validationExamples at most so many examples of the text kept back; {@code eval.examples}
     * @param validationDraws how often each is noised; {@code eval.draws}
     * @param samples how many; {@code sampling.samples}
     * @param samplingSteps in how many steps; {@code sampling.steps}
     */
    public record Measuring(int validationExamples, int validationDraws, int samples, int samplingSteps) {}

    /**
     * Reads a recipe. All keys have defaults but the number of steps.
     *
     * @param where the settings' name for errors
     * @throws CheckpointException where a value is out of range, or two contradict each other; the message names the key
     */
    public static Recipe read(Object where, Settings s) throws CheckpointException {
        int steps = count(s, "training.n_iters", -1, 1, MOST);
        int batch = count(s, "training.batch_size", 32, 1, MOST_BATCH);
        int parts = count(s, "training.accum", 1, 1, MOST_BATCH);
        if (batch % parts != 0) {
            throw new CheckpointException(
                    where,
                    "training.batch_size is " + batch + ", which training.accum=" + parts + " does not divide equally");
        }
        try {
            return new Recipe(
                    s.whole("training.seed", 0),
                    steps,
                    batch,
                    parts,
                    rules(s, steps),
                    layout(s),
                    every(s),
                    measuring(s));
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(where, "not a possible training: " + e.getMessage(), e);
        }
    }

    private static Trainer.Rules rules(Settings s, int steps) throws CheckpointException {
        AdamW adam = new AdamW(
                s.number("optim.beta1", 0.9),
                s.number("optim.beta2", 0.99),
                s.number("optim.eps", 1e-8),
                s.number("optim.weight_decay", 0));
        return new Trainer.Rules(
                rate(s, steps),
                optimizer(s, adam),
                s.number("optim.grad_clip", 1),
                new Ema(s.number("training.ema", 0.999)));
    }

    private static Optimizer optimizer(Settings s, AdamW adam) throws CheckpointException {
        String name = s.text("optim.optimizer", ADAM);
        return switch (name) {
            case ADAM -> adam;
            case MUON -> new Muon(s.number("optim.momentum", 0.95), adam);
            default -> throw s.wrong("optim.optimizer", name, ADAM + " or " + MUON);
        };
    }

    private static LearningRate rate(Settings s, int steps) throws CheckpointException {
        double peak = s.number("optim.lr", 3e-4);
        int warmup = count(s, "optim.warmup", 0, 0, MOST);
        String schedule = s.text("optim.schedule", CONSTANT);
        return switch (schedule) {
            case CONSTANT -> new LearningRate.Constant(peak, warmup);
            case COSINE -> new LearningRate.Cosine(peak, s.number("optim.min_lr", 0), warmup, steps);
            default -> throw s.wrong("optim.schedule", schedule, CONSTANT + " or " + COSINE);
        };
    }

    private static Layout layout(Settings s) throws CheckpointException {
        String word = s.text("data.layout", Layout.TEXT.word());
        for (Layout layout : Layout.values()) {
            if (layout.word().equals(word)) {
                return layout;
            }
        }
        throw s.wrong("data.layout", word, "text or lines");
    }

    private static Every every(Settings s) throws CheckpointException {
        return new Every(
                count(s, "training.log_freq", 10, 1, MOST),
                count(s, "training.eval_freq", 250, 0, MOST),
                count(s, "training.snapshot_freq", 500, 0, MOST),
                count(s, "training.snapshot_freq_for_preemption", 100, 0, MOST));
    }

    private static Measuring measuring(Settings s) throws CheckpointException {
        return new Measuring(
                count(s, "eval.examples", 64, 1, MOST_BATCH),
                count(s, "eval.draws", 2, 1, MOST_BATCH),
                count(s, "sampling.samples", 4, 1, MOST_BATCH),
                count(s, "sampling.steps", 128, 1, MOST));
    }

    private static int count(Settings s, String key, int otherwise, int least, int most) throws CheckpointException {
        long value = otherwise < least ? s.integer(key) : s.whole(key, otherwise);
        if (value < least || value > most) {
            throw s.wrong(key, value, "a whole number from " + least + " to " + most);
        }
        return (int) value;
    }

    /** The keys and values that {@link #read} makes the same recipe from; a fresh tree. */
    Map<String, Object> tree() {
        Map<String, Object> root = new LinkedHashMap<>();
        Map<String, Object> training = new LinkedHashMap<>();
        training.put("seed", seed);
        training.put("n_iters", steps);
        training.put("batch_size", batchSize);
        training.put("accum", parts);
        training.put("ema", rules.ema().maxDecay());
        training.put("log_freq", every.log);
        training.put("eval_freq", every.validation);
        training.put("snapshot_freq", every.samples);
        training.put("snapshot_freq_for_preemption", every.checkpoint);
        root.put("training", training);
        Map<String, Object> optim = new LinkedHashMap<>();
        switch (rules.optimizer()) {
            case AdamW adam -> optim.put("optimizer", ADAM);
            case Muon muon -> {
                optim.put("optimizer", MUON);
                optim.put("momentum", muon.momentum());
            }
        }
        optim.put("lr", rules.rate().peak());
        optim.put("warmup", rules.rate().warmup());
        switch (rules.rate()) {
            case LearningRate.Constant constant -> optim.put("schedule", CONSTANT);
            case LearningRate.Cosine cosine -> {
                optim.put("schedule", COSINE);
                optim.put("min_lr", cosine.floor());
            }
        }
        optim.put("beta1", rules.optimizer().adam().beta1());
        optim.put("beta2", rules.optimizer().adam().beta2());
        optim.put("eps", rules.optimizer().adam().eps());
        optim.put("weight_decay", rules.optimizer().adam().weightDecay());
        optim.put("grad_clip", rules.clip());
        root.put("optim", optim);
        root.put("data", new LinkedHashMap<>(Map.of("layout", layout.word())));
        root.put("eval", tree("examples", measuring.validationExamples, "draws", measuring.validationDraws));
        root.put("sampling", tree("samples", measuring.samples, "steps", measuring.samplingSteps));
        return root;
    }

    private static Map<String, Object> tree(String first, int one, String second, int two) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put(first, one);
        tree.put(second, two);
        return tree;
    }
}
