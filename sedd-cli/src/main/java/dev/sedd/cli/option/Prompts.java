package dev.sedd.cli.option;

import dev.sedd.model.tokens.Tokenizer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Text from the command line as tokens. */
public final class Prompts {
    private Prompts() {}

    /**
     * Encodes a text.
     *
     * @param what names the text in the error message
     * @throws ParameterException where the vocabulary cannot express it
     */
    public static int[] encode(CommandSpec spec, Tokenizer tokenizer, String what, String text) {
        try {
            return tokenizer.encode(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), what + ": " + e.getMessage(), e);
        }
    }
}
