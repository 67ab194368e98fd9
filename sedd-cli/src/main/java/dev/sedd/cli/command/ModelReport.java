package dev.sedd.cli.command;

import dev.sedd.cli.option.VocabularyOptions;
import dev.sedd.model.checkpoint.Checkpoint;
import dev.sedd.model.checkpoint.CheckpointException;
import dev.sedd.model.checkpoint.TensorInfo;
import dev.sedd.model.graph.Absorbing;
import dev.sedd.model.graph.Uniform;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Transformer;
import dev.sedd.model.noise.Geometric;
import dev.sedd.model.noise.LogLinear;
import dev.sedd.model.tokens.Tokenizer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What {@code inspect} shows of a checkpoint.
 *
 * @param path what was opened
 * @param layout its files
 * @param configuration its configuration
 * @param vocabulary its vocabulary, if it has one
 * @param parameters the number of the network's parameters
 * @param tensors all tensors of the file
 * @param missing tensors that the network needs and the file has not
 * @param superfluous tensors that the network does not use
 * @param contradictions where the configuration and the tensors' shapes differ
 */
record ModelReport(
        String path,
        String layout,
        Configuration configuration,
        Optional<Tokenizer> vocabulary,
        long parameters,
        List<TensorInfo> tensors,
        List<String> missing,
        List<String> superfluous,
        List<String> contradictions) {

    /** Looks at a checkpoint; its weights are not read. */
    static ModelReport of(Checkpoint checkpoint, VocabularyOptions vocabulary) throws CheckpointException {
        List<TensorInfo> tensors = checkpoint.tensors().names().stream()
                .map(checkpoint.tensors()::info)
                .toList();
        return new ModelReport(
                checkpoint.path().toString(),
                checkpoint.layout(),
                checkpoint.configuration(),
                vocabulary.tokenizer(checkpoint),
                checkpoint.parameters(),
                tensors,
                checkpoint.missing(),
                checkpoint.superfluous(),
                checkpoint.contradictions());
    }

    /** Bytes of the weights once loaded, as F32. */
    long weightBytes() {
        return Float.BYTES * parameters;
    }

    /** Bytes that the pass of one text needs besides. */
    long bytesPerText() {
        return Transformer.heapBytes(configuration, configuration.length());
    }

    /** Bytes of all tensors in the file. */
    long fileBytes() {
        return tensors.stream().mapToLong(TensorInfo::bytes).sum();
    }

    /** The family's name, as the project calls it. */
    String family() {
        return switch (configuration.family()) {
            case NANOGPT -> "nanogpt";
            case SEDD -> "sedd";
        };
    }

    /** The graph's name in configuration files. */
    String graph() {
        return graph(configuration);
    }

    /** The noise schedule with its parameters. */
    String noise() {
        return noise(configuration);
    }

    /** The name of a configuration's graph in configuration files. */
    static String graph(Configuration configuration) {
        return switch (configuration.graph()) {
            case Absorbing absorbing -> "absorb";
            case Uniform uniform -> "uniform";
        };
    }

    /** The noise schedule of a configuration with its parameters. */
    static String noise(Configuration configuration) {
        return switch (configuration.noise()) {
            case Geometric g -> "geometric, sigma " + plain(g.sigmaMin()) + " to " + plain(g.sigmaMax());
            case LogLinear l -> "loglinear, eps " + plain(l.eps());
        };
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
