package dev.sedd.cli.option;

import java.util.Locale;
import picocli.CommandLine.Option;

/** Settings of the training, each an option for one key of a configuration. */
public final class TrainingOptions extends SettingOptions {
    /** The schedules of the learning rate by their names on the command line. */
    public enum Schedule {
        CONSTANT,
        COSINE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The optimizers by their names in a configuration. */
    public enum OptimizerName {
        ADAMW("AdamW"),
        MUON("Muon");

        private final String word;

        OptimizerName(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    @Option(
            names = "--steps",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Steps of the optimizer (default: the preset's).")
    private void steps(Integer value) {
        put("--steps", "training.n_iters", value);
    }

    @Option(
            names = "--seed",
            paramLabel = "N",
            converter = SeedOptions.Whole.class,
            description = "The same seed and data give the same model (default: a new one, printed on standard error).")
    private void seed(Long value) {
        put("--seed", "training.seed", value);
    }

    @Option(
            names = "--lines",
            description =
                    "Every line of DATA is an example of its own, filled up with spaces (default: a running text).")
    private void lines(boolean value) {
        put("--lines", "data.layout", value ? "lines" : "text");
    }

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Examples of a step (default: the preset's).")
    private void batchSize(Integer value) {
        put("--batch-size", "training.batch_size", value);
    }

    @Option(
            names = "--accumulate",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Parts into which a step's examples are cut, to save memory (default: the preset's).")
    private void accumulate(Integer value) {
        put("--accumulate", "training.accum", value);
    }

    @Option(
            names = "--lr",
            paramLabel = "X",
            converter = Finite.class,
            description = "The learning rate after the warm-up (default: the preset's).")
    private void rate(Double value) {
        put("--lr", "optim.lr", value);
    }

    @Option(
            names = "--schedule",
            paramLabel = "SCHEDULE",
            description = "The learning rate after the warm-up: ${COMPLETION-CANDIDATES} (default: the preset's).")
    private void schedule(Schedule value) {
        put("--schedule", "optim.schedule", value.toString());
    }

    @Option(
            names = "--min-lr",
            paramLabel = "X",
            converter = Finite.class,
            description = "The rate at the end of the cosine (default: 0).")
    private void lowestRate(Double value) {
        put("--min-lr", "optim.min_lr", value);
    }

    @Option(
            names = "--warmup",
            paramLabel = "N",
            converter = NotNegative.class,
            description = "Steps over which the rate rises from 0 (default: the preset's).")
    private void warmup(Integer value) {
        put("--warmup", "optim.warmup", value);
    }

    @Option(
            names = "--optimizer",
            paramLabel = "OPTIMIZER",
            description =
                    "What moves the weights: ${COMPLETION-CANDIDATES}; Muon moves the blocks' matrices, AdamW the rest"
                            + " (default: the preset's).")
    private void optimizer(OptimizerName value) {
        put("--optimizer", "optim.optimizer", value.toString());
    }

    @Option(
            names = "--momentum",
            paramLabel = "X",
            converter = Finite.class,
            description = "Muon's momentum (default: 0.95).")
    private void momentum(Double value) {
        put("--momentum", "optim.momentum", value);
    }

    @Option(
            names = "--weight-decay",
            paramLabel = "X",
            converter = Finite.class,
            description = "The weight decay (default: the preset's).")
    private void weightDecay(Double value) {
        put("--weight-decay", "optim.weight_decay", value);
    }

    @Option(
            names = "--beta1",
            paramLabel = "X",
            converter = Finite.class,
            description = "AdamW's decay of the gradient's mean (default: 0.9).")
    private void beta1(Double value) {
        put("--beta1", "optim.beta1", value);
    }

    @Option(
            names = "--beta2",
            paramLabel = "X",
            converter = Finite.class,
            description = "AdamW's decay of the gradient's square (default: the preset's).")
    private void beta2(Double value) {
        put("--beta2", "optim.beta2", value);
    }

    @Option(
            names = "--grad-clip",
            paramLabel = "X",
            converter = Finite.class,
            description = "The largest norm of a gradient; 0 for no bound (default: 1).")
    private void clip(Double value) {
        put("--grad-clip", "optim.grad_clip", value);
    }

    @Option(
            names = "--ema",
            paramLabel = "X",
            converter = Finite.class,
            description = "The decay of the weights' moving average, which is what is kept (default: the preset's).")
    private void ema(Double value) {
        put("--ema", "training.ema", value);
    }

    @Option(
            names = "--log-every",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Steps from one line of metrics to the next (default: the preset's).")
    private void logEvery(Integer value) {
        put("--log-every", "training.log_freq", value);
    }

    @Option(
            names = "--validate-every",
            paramLabel = "N",
            converter = NotNegative.class,
            description = "Steps from one validation to the next; 0 for one at the end alone (default: the preset's).")
    private void validateEvery(Integer value) {
        put("--validate-every", "training.eval_freq", value);
    }

    @Option(
            names = "--sample-every",
            paramLabel = "N",
            converter = NotNegative.class,
            description = "Steps from samples to samples; 0 for some at the end alone (default: the preset's).")
    private void sampleEvery(Integer value) {
        put("--sample-every", "training.snapshot_freq", value);
    }

    @Option(
            names = "--samples",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "How many samples (default: the preset's).")
    private void samples(Integer value) {
        put("--samples", "sampling.samples", value);
    }

    @Option(
            names = "--checkpoint-every",
            paramLabel = "N",
            converter = NotNegative.class,
            description = "Steps from one checkpoint to the next; 0 for one at the end alone (default: the preset's).")
    private void checkpointEvery(Integer value) {
        put("--checkpoint-every", "training.snapshot_freq_for_preemption", value);
    }
}
