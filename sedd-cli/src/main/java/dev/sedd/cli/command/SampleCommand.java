package dev.sedd.cli.command;

import dev.sedd.cli.option.AtLeastOne;
import dev.sedd.cli.option.GenerationOptions;
import dev.sedd.cli.option.ModelOptions;
import dev.sedd.cli.option.Prompts;
import dev.sedd.cli.option.TokenizerOptions;
import dev.sedd.cli.output.Io;
import dev.sedd.model.sampling.Prompt;
import dev.sedd.model.tokens.Tokenizer;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sedd sample}: new text, if wanted with a given start and end. */
@Command(
        name = "sample",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Generate text, from noise or around a given start and end.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sedd sample --steps 64 --seed 1",
            "  sedd sample --prefix \"ROMEO:\" --show-intermediate",
            "  sedd sample -n 100 --json --out samples.jsonl"
        })
final class SampleCommand implements Callable<Integer> {
    private final Io io;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Mixin
    private TokenizerOptions vocabulary = new TokenizerOptions();

    @Option(
            names = {"-l", "--length"},
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Length of the text in tokens, prefix and suffix counted (default: the model's longest).")
    private Integer length;

    @Option(names = "--prefix", paramLabel = "TEXT", description = "What the text begins with (default: nothing).")
    private String prefix = "";

    @Option(names = "--suffix", paramLabel = "TEXT", description = "What the text ends with (default: nothing).")
    private String suffix = "";

    @Mixin
    private GenerationOptions options = new GenerationOptions();

    SampleCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws IOException {
        return new Generation(io, model, vocabulary, options).run(this::prompt);
    }

    private Prompt prompt(Tokenizer tokenizer, int longest) {
        if (length != null && length > longest) {
            throw new ParameterException(
                    spec.commandLine(), "--length " + length + " is longer than the model's texts, " + longest);
        }
        int tokens = length == null ? longest : length;
        int[] start = Prompts.encode(spec, tokenizer, "--prefix", prefix);
        int[] end = Prompts.encode(spec, tokenizer, "--suffix", suffix);
        if ((long) start.length + end.length > tokens) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--prefix and --suffix have " + (start.length + end.length) + " tokens, the text only " + tokens
                            + (length == null ? ", the model's longest" : ""));
        }
        return Prompt.prefixSuffix(tokens, start, end);
    }
}
