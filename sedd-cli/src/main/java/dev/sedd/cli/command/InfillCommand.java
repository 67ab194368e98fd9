package dev.sedd.cli.command;

import dev.sedd.cli.option.GenerationOptions;
import dev.sedd.cli.option.ModelOptions;
import dev.sedd.cli.option.Prompts;
import dev.sedd.cli.option.TokenizerOptions;
import dev.sedd.cli.output.Io;
import dev.sedd.model.sampling.Prompt;
import dev.sedd.model.tokens.Tokenizer;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sedd infill}: the gaps of a text, filled. */
@Command(
        name = "infill",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Fill the gaps of a text; all that is given stays as it is.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sedd infill \"To be, [[24]] that is the question\"",
            "  sedd infill \"[[40]] my lord, [[40]]\" -n 3 --seed 7"
        })
final class InfillCommand implements Callable<Integer> {
    private final Io io;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "TEMPLATE",
            description = "The text, in which [[n]] stands for n free tokens, anywhere and several times; \\[[ stands"
                    + " for the brackets themselves. Tokens of byte pairs begin with their space: write 'a[[3]] b',"
                    + " not 'a [[3]] b'.")
    private String template;

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Mixin
    private TokenizerOptions vocabulary = new TokenizerOptions();

    @Mixin
    private GenerationOptions options = new GenerationOptions();

    InfillCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws IOException {
        Template parsed = parse();
        return new Generation(io, model, vocabulary, options)
                .run((tokenizer, longest) -> prompt(parsed, tokenizer, longest));
    }

    private Template parse() {
        try {
            return Template.parse(template);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Prompt prompt(Template parsed, Tokenizer tokenizer, int longest) {
        int[] tokens = new int[longest];
        boolean[] fixed = new boolean[longest];
        long length = 0;
        for (Template.Part part : parsed.parts()) {
            switch (part) {
                case Template.Gap gap -> length += gap.tokens();
                case Template.Text text -> {
                    int[] given = Prompts.encode(spec, tokenizer, "template", text.text());
                    long end = length + given.length;
                    if (end <= longest) {
                        System.arraycopy(given, 0, tokens, (int) length, given.length);
                        Arrays.fill(fixed, (int) length, (int) end, true);
                    }
                    length = end;
                }
            }
        }
        if (length > longest) {
            throw new ParameterException(
                    spec.commandLine(),
                    "the template is " + length + " tokens long, the model's longest text " + longest);
        }
        return Prompt.of(Arrays.copyOf(tokens, (int) length), Arrays.copyOf(fixed, (int) length));
    }
}
