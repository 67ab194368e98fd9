package dev.sedd.cli.demo;

import java.util.Arrays;
import java.util.List;

/** The slides' second experiment: six sentences of four words. A token is a word. */
final class Sentences {
    /** Words of a sentence. */
    static final int LENGTH = 4;

    /** The vocabulary, without the mask. */
    static final List<String> WORDS = List.of("I", "You", "We", "love", "AI", "NLP", ".");

    private static final String MASK = "·";
    private static final List<String> ALL =
            List.of("I love AI .", "You love AI .", "We love AI .", "I love NLP .", "You love NLP .", "We love NLP .");

    private Sentences() {}

    /** How many there are. */
    static int count() {
        return ALL.size();
    }

    /** A sentence as text. */
    static String text(int sentence) {
        return ALL.get(sentence);
    }

    /** The tokens of a sentence, (LENGTH). */
    static int[] tokens(int sentence) {
        return Arrays.stream(ALL.get(sentence).split(" "))
                .mapToInt(WORDS::indexOf)
                .toArray();
    }

    /** The tokens of all, one behind the other. */
    static int[] tokens() {
        int[] tokens = new int[count() * LENGTH];
        for (int i = 0; i < count(); i++) {
            System.arraycopy(tokens(i), 0, tokens, i * LENGTH, LENGTH);
        }
        return tokens;
    }

    /** The number of the sentence that tokens spell, or -1 where they spell none. */
    static int indexOf(int[] tokens) {
        for (int i = 0; i < count(); i++) {
            if (Arrays.equals(tokens(i), tokens)) {
                return i;
            }
        }
        return -1;
    }

    /** Tokens as words in columns, the mask as ·. */
    static String columns(int[] tokens) {
        StringBuilder line = new StringBuilder();
        for (int token : tokens) {
            line.append(String.format("%-6s", token < WORDS.size() ? WORDS.get(token) : MASK));
        }
        return line.toString();
    }
}
