package dev.sedd.cli.option;

import java.util.List;
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
    private Integer steps;

    @Option(
            names = "--seed",
            paramLabel = "N",
            converter = SeedOptions.Whole.class,
            description = "The same seed and data give the same model (default: a new one, printed on standard error).")
    private Long seed;

    @Option(
            names = "--lines",
            description = "Every line of DATA is an example of its own, filled up with spaces (default: the preset's).")
    private Boolean lines;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Examples of a step (default: the preset's).")
    private Integer batchSize;

    @Option(
            names = "--accumulate",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Parts into which a step's examples are cut, to save memory (default: the preset's).")
    private Integer accumulate;

    @Option(
            names = "--lr",
            paramLabel = "X",
            converter = Finite.class,
            description = "The learning rate after the warm-up (default: the preset's).")
    private Double rate;

    @Option(
            names = "--schedule",
            paramLabel = "SCHEDULE",
            description = "How the rate goes on after the warm-up: ${COMPLETION-CANDIDATES} (default: the preset's).")
    private Schedule schedule;

    @Option(
            names = "--min-lr",
            paramLabel = "X",
            converter = Finite.class,
            description = "The rate at the end of the cosine (default: 0).")
    private Double lowestRate;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            converter = NotNegative.class,
            description = "Steps over which the rate rises from 0 (default: the preset's).")
    private Integer warmup;

    @Option(
            names = "--optimizer",
            paramLabel = "OPTIMIZER",
            description =
                    "What moves the weights: ${COMPLETION-CANDIDATES}; Muon moves the blocks' matrices, AdamW the rest"
                            + " (default: the preset's).")
    private OptimizerName optimizer;

    @Option(
            names = "--momentum",
            paramLabel = "X",
            converter = Finite.class,
            description = "Muon's momentum (default: 0.95).")
    private Double momentum;

    @Option(
            names = "--weight-decay",
            paramLabel = "X",
            converter = Finite.class,
            description = "The weight decay (default: the preset's).")
    private Double weightDecay;

    @Option(
            names = "--beta1",
            paramLabel = "X",
            converter = Finite.class,
            description = "AdamW's decay of the gradient's mean (default: 0.9).")
    private Double beta1;

    @Option(
            names = "--beta2",
            paramLabel = "X",
            converter = Finite.class,
            description = "AdamW's decay of the gradient's square (default: the preset's).")
    private Double beta2;

    @Option(
            names = "--grad-clip",
            paramLabel = "X",
            converter = Finite.class,
            description = "The largest norm of a gradient; 0 for no bound (default: 1).")
    private Double clip;

    @Option(
            names = "--ema",
            paramLabel = "X",
            converter = Finite.class,
            description = "The decay of the weights' moving average, which is what is kept (default: the preset's).")
    private Double ema;

    @Option(
            names = "--log-every",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Steps from one line of metrics to the next (default: the preset's).")
    private Integer logEvery;

    @Option(
            names = "--validate-every",
            paramLabel = "N",
            converter = NotNegative.class,
            description = "Steps from one validation to the next; 0 for one at the end alone (default: the preset's).")
    private Integer validateEvery;

    @Option(
            names = "--sample-every",
            paramLabel = "N",
            converter = NotNegative.class,
            description = "Steps from samples to samples; 0 for some at the end alone (default: the preset's).")
    private Integer sampleEvery;

    @Option(
            names = "--samples",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "How many samples each time (default: the preset's).")
    private Integer samples;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "N",
            converter = NotNegative.class,
            description = "Steps from one checkpoint to the next; 0 for one at the end alone (default: the preset's).")
    private Integer checkpointEvery;

    private String layout() {
        if (lines == null) {
            return null;
        }
        return lines ? "lines" : "text";
    }

    @Override
    List<Setting> settings() {
        return List.of(
                new Setting("--steps", "training.n_iters", steps),
                new Setting("--seed", "training.seed", seed),
                new Setting("--lines", "data.layout", layout()),
                new Setting("--batch-size", "training.batch_size", batchSize),
                new Setting("--accumulate", "training.accum", accumulate),
                new Setting("--lr", "optim.lr", rate),
                new Setting("--schedule", "optim.schedule", schedule),
                new Setting("--min-lr", "optim.min_lr", lowestRate),
                new Setting("--warmup", "optim.warmup", warmup),
                new Setting("--optimizer", "optim.optimizer", optimizer),
                new Setting("--momentum", "optim.momentum", momentum),
                new Setting("--weight-decay", "optim.weight_decay", weightDecay),
                new Setting("--beta1", "optim.beta1", beta1),
                new Setting("--beta2", "optim.beta2", beta2),
                new Setting("--grad-clip", "optim.grad_clip", clip),
                new Setting("--ema", "training.ema", ema),
                new Setting("--log-every", "training.log_freq", logEvery),
                new Setting("--validate-every", "training.eval_freq", validateEvery),
                new Setting("--sample-every", "training.snapshot_freq", sampleEvery),
                new Setting("--samples", "sampling.samples", samples),
                new Setting("--checkpoint-every", "training.snapshot_freq_for_preemption", checkpointEvery));
    }
}
