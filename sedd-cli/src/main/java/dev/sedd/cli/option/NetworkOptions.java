package dev.sedd.cli.option;

import dev.sedd.model.network.Family;
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
    private void family(FamilyName value) {
        put("--family", "model.type", value.family.type());
    }

    @Option(
            names = "--graph",
            paramLabel = "GRAPH",
            description = "The transition graph: ${COMPLETION-CANDIDATES} (default: the preset's).")
    private void graph(GraphName value) {
        put("--graph", "graph.type", value.toString());
    }

    @Option(
            names = "--noise",
            paramLabel = "NOISE",
            description = "The noise schedule: ${COMPLETION-CANDIDATES} (default: the one that goes with the graph).")
    private void noise(NoiseName value) {
        put("--noise", "noise.type", value.toString());
    }

    @Option(
            names = {"-l", "--length"},
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "T, the tokens of an example (default: the preset's).")
    private void length(Integer value) {
        put("--length", "model.length", value);
    }

    @Option(
            names = "--hidden-size",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "D, the width of the network (default: the preset's).")
    private void hiddenSize(Integer value) {
        put("--hidden-size", "model.hidden_size", value);
    }

    @Option(
            names = "--cond-dim",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "C, the width of the noise's embedding (default: the preset's).")
    private void conditionWidth(Integer value) {
        put("--cond-dim", "model.cond_dim", value);
    }

    @Option(
            names = "--blocks",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Transformer blocks (default: the preset's).")
    private void blocks(Integer value) {
        put("--blocks", "model.n_blocks", value);
    }

    @Option(
            names = "--heads",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Attention heads (default: the preset's).")
    private void heads(Integer value) {
        put("--heads", "model.n_heads", value);
    }

    @Option(
            names = "--dropout",
            paramLabel = "X",
            converter = Finite.class,
            description = "The share of activations dropped (default: the preset's).")
    private void dropout(Double value) {
        put("--dropout", "model.dropout", value);
    }
}
