package dev.sedd.cli.command;

import dev.sedd.model.tokens.Tokenizer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Text from the command line as tokens. */
final class Prompts {
    private Prompts() {}

    /**
     * Encodes a text.
     *
     * @param what names the text in the error message
     * @throws ParameterException where the vocabulary cannot express it
     */
    static int[] encode(CommandSpec spec, Tokenizer tokenizer, String what, String text) {
        try {
            return tokenizer.encode(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), what + ": " + e.getMessage(), e);
        }
    }
}
