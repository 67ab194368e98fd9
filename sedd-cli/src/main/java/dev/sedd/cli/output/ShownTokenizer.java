package dev.sedd.cli.output;

import dev.sedd.model.tokens.Tokenizer;
import java.util.OptionalInt;

/**
 * A tokenizer whose text may be shown: where standard output is a terminal, control characters other than line break and
 * tab, which a model may write and a terminal would obey, are decoded to U+FFFD. Elsewhere text stays as it is.
 */
public final class ShownTokenizer implements Tokenizer {
    private static final int INSTEAD = '\ufffd';

    private final Tokenizer tokenizer;
    private final Io io;

    public ShownTokenizer(Tokenizer tokenizer, Io io) {
        this.tokenizer = tokenizer;
        this.io = io;
    }

    @Override
    public int size() {
        return tokenizer.size();
    }

    @Override
    public int[] encode(String text) {
        return tokenizer.encode(text);
    }

    @Override
    public String decode(int[] tokens) {
        String text = tokenizer.decode(tokens);
        boolean plain = text.codePoints().noneMatch(ShownTokenizer::obeyed);
        if (plain || !io.terminal().out()) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().map(c -> obeyed(c) ? INSTEAD : c).forEach(shown::appendCodePoint);
        return shown.toString();
    }

    @Override
    public OptionalInt endOfText() {
        return tokenizer.endOfText();
    }

    @Override
    public String description() {
        return tokenizer.description();
    }

    private static boolean obeyed(int c) {
        return Character.isISOControl(c) && c != '\n' && c != '\t';
    }
}
