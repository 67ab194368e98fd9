package dev.sedd.cli.command;

import dev.sedd.cli.option.ReadingOptions;
import dev.sedd.cli.option.VocabularyOptions;
import dev.sedd.cli.output.Io;
import dev.sedd.model.checkpoint.Checkpoint;
import dev.sedd.model.checkpoint.TensorInfo;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.tokens.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code sedd inspect}: what a checkpoint is. */
@Command(
        name = "inspect",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Describe a checkpoint: its network, its tensors, and what is missing.",
        footerHeading = "%nExamples:%n",
        footer = {"  sedd inspect", "  sedd inspect trained.pth --heads 6 --json"})
final class InspectCommand implements Callable<Integer> {
    private static final double KIBIBYTE = 1 << 10;
    private static final double MEBIBYTE = 1 << 20;

    private final Io io;

    @Parameters(
            arity = "0..1",
            paramLabel = "MODEL",
            description = "The checkpoint: a folder or a file (default: the model inside this program).")
    private Path path;

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    @Mixin
    private VocabularyOptions vocabulary = new VocabularyOptions();

    @Option(names = "--json", description = "One object in JSON (default: a table).")
    private boolean json;

    InspectCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws IOException {
        try (Checkpoint checkpoint = path == null ? Checkpoint.embedded() : reading.open(path)) {
            ModelReport report = ModelReport.of(checkpoint, vocabulary);
            if (json) {
                printJson(report);
            } else {
                printTable(report);
            }
        }
        return ExitCode.OK;
    }

    private void printTable(ModelReport report) {
        Configuration c = report.configuration();
        row("model", report.path());
        row("files", report.layout());
        row("family", report.family());
        row("graph", report.graph() + ", " + c.graph().tokens() + " tokens");
        row("noise", report.noise());
        row(
                "network",
                "%d blocks, %d " + (c.heads() == 1 ? "head" : "heads") + ", width %d, conditioning %d, length %d",
                c.blocks(),
                c.heads(),
                c.hiddenSize(),
                c.condDim(),
                c.length());
        row("output", c.scaleBySigma() ? "scaled by sigma" : "not scaled by sigma");
        row("vocabulary", report.vocabulary().map(Tokenizer::description).orElse("none"));
        row("parameters", "%,d", report.parameters());
        row(
                "memory",
                size(report.weightBytes()) + " for the weights, " + size(report.bytesPerText())
                        + " for the pass of a text");
        row("tensors", "%d, %s in the file", report.tensors().size(), size(report.fileBytes()));
        row("missing", listed(report.missing()));
        row("superfluous", listed(report.superfluous()));
        row("contradictions", listed(report.contradictions()));
        io.out().print("\n");
        int width =
                report.tensors().stream().mapToInt(t -> t.name().length()).max().orElse(1);
        for (TensorInfo tensor : report.tensors()) {
            io.out()
                    .print(String.format(
                            "%-" + width + "s  %-4s  %s\n", tensor.name(), tensor.dtype(), tensor.shape()));
        }
    }

    private void row(String name, String format, Object... values) {
        String value = values.length == 0 ? format : String.format(Locale.ROOT, format, values);
        io.out().print(String.format("%-14s  %s\n", name, value));
    }

    private static String size(long bytes) {
        return bytes < MEBIBYTE
                ? String.format(Locale.ROOT, "%.0f KiB", bytes / KIBIBYTE)
                : String.format(Locale.ROOT, "%.1f MiB", bytes / MEBIBYTE);
    }

    private static String listed(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private void printJson(ModelReport report) {
        JsonMapper mapper = JsonMapper.shared();
        Configuration c = report.configuration();
        ObjectNode object = mapper.createObjectNode();
        object.put("model", report.path());
        object.put("files", report.layout());
        object.put("family", report.family());
        object.put("graph", report.graph());
        object.put("noise", report.noise());
        object.put("tokens", c.graph().tokens());
        object.put("hidden_size", c.hiddenSize());
        object.put("cond_dim", c.condDim());
        object.put("length", c.length());
        object.put("n_blocks", c.blocks());
        object.put("n_heads", c.heads());
        object.put("scale_by_sigma", c.scaleBySigma());
        object.put("dropout", c.dropout());
        object.put("vocabulary", report.vocabulary().map(Tokenizer::size).orElse(null));
        object.put(
                "vocabulary_kind",
                report.vocabulary().map(Tokenizer::description).orElse(null));
        object.put("parameters", report.parameters());
        object.put("weight_bytes", report.weightBytes());
        object.put("bytes_per_text", report.bytesPerText());
        object.set("missing", mapper.valueToTree(report.missing()));
        object.set("superfluous", mapper.valueToTree(report.superfluous()));
        object.set("contradictions", mapper.valueToTree(report.contradictions()));
        ArrayNode tensors = object.putArray("tensors");
        for (TensorInfo tensor : report.tensors()) {
            ObjectNode node = tensors.addObject();
            node.put("name", tensor.name());
            node.put("dtype", tensor.dtype().name());
            node.set("shape", mapper.valueToTree(tensor.shape()));
        }
        io.out().print(mapper.writeValueAsString(object) + "\n");
    }
}
