package dev.sedd.model.data;

import dev.sedd.model.checkpoint.CheckpointException;
import dev.sedd.model.tokens.CharacterTokenizer;
import dev.sedd.model.tokens.Tokenizer;

/**
 * A text in pieces that can be encoded one by one, as the whole would be. A text by characters may be cut anywhere; for other
 * tokenizers a cut lies between a letter, digit or ASCII mark and the white space behind it, which no token of theirs spans.
 */
final class TextChunks {
    private static final int CHARACTERS = 1 << 20;

    private final TextReader reader;
    private final boolean anywhere;
    private int next;

    TextChunks(TextReader reader, Tokenizer tokenizer) throws CheckpointException {
        this.reader = reader;
        this.anywhere = tokenizer instanceof CharacterTokenizer;
        this.next = reader.read();
    }

    /** The next piece, or null at the end. */
    String next() throws CheckpointException {
        if (next < 0) {
            return null;
        }
        StringBuilder chunk = new StringBuilder();
        int last = ' ';
        while (next >= 0) {
            if (chunk.length() >= CHARACTERS && (anywhere || isGraphic(last) && isSpace(next))) {
                break;
            }
            chunk.appendCodePoint(next);
            last = next;
            next = reader.read();
        }
        return chunk.toString();
    }

    private static boolean isGraphic(int codePoint) {
        return Character.isLetterOrDigit(codePoint) || codePoint > ' ' && codePoint <= '~';
    }

    private static boolean isSpace(int codePoint) {
        return codePoint == ' ' || codePoint == '\n' || codePoint == '\r' || codePoint == '\t';
    }
}
