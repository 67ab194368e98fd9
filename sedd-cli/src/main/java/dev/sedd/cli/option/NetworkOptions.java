package dev.sedd.cli.option;

import dev.sedd.model.network.Family;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Settings of the model that is trained, each an option for one key of a configuration. */
public final class NetworkOptions extends SettingOptions {
    /** The families of networks by their names on the command line. */
    public enum FamilyName {
        SEDD(Family.SEDD),
        NANOGPT(Family.NANOGPT);

        private final Family family;

        FamilyName(Family family) {
            this.family = family;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--family",
            paramLabel = "FAMILY",
            description = "The network's family: ${COMPLETION-CANDIDATES} (default: the preset's).")
    private FamilyName family;

    @Option(
            names = "--graph",
            paramLabel = "GRAPH",
            description = "The transition graph: ${COMPLETION-CANDIDATES} (default: the preset's).")
    private GraphName graph;

    @Option(
            names = "--noise",
            paramLabel = "NOISE",
            description = "The noise schedule: ${COMPLETION-CANDIDATES} (default: the one that goes with the graph).")
    private NoiseName noise;

    @Option(
            names = {"-l", "--length"},
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "T, the tokens of an example (default: the preset's).")
    private Integer length;

    @Option(
            names = "--hidden-size",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "D, the width of the network (default: the preset's).")
    private Integer hiddenSize;

    @Option(
            names = "--cond-dim",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "C, the width of the noise's embedding (default: the preset's).")
    private Integer conditionWidth;

    @Option(
            names = "--blocks",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Transformer blocks (default: the preset's).")
    private Integer blocks;

    @Option(
            names = "--heads",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Attention heads (default: the preset's).")
    private Integer heads;

    @Option(
            names = "--dropout",
            paramLabel = "X",
            converter = Finite.class,
            description = "The share of activations dropped (default: the preset's).")
    private Double dropout;

    @Override
    List<Setting> settings() {
        return List.of(
                new Setting("--family", "model.type", family == null ? null : family.family.type()),
                new Setting("--graph", "graph.type", graph),
                new Setting("--noise", "noise.type", noise),
                new Setting("--length", "model.length", length),
                new Setting("--hidden-size", "model.hidden_size", hiddenSize),
                new Setting("--cond-dim", "model.cond_dim", conditionWidth),
                new Setting("--blocks", "model.n_blocks", blocks),
                new Setting("--heads", "model.n_heads", heads),
                new Setting("--dropout", "model.dropout", dropout));
    }
}
