package dev.sedd.model.tokens;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** One token for each character: a Unicode code point, whose id is its place in the vocabulary. */
public final class CharacterTokenizer implements Tokenizer {
    private static final int MOST_SHOWN = 200;

    private final String characters;
    private final int[] codePoints;
    private final Map<Integer, Integer> ids = new HashMap<>();

    /**
     * A vocabulary.
     *
     * @param characters every character once, in the order of the ids
     * @throws IllegalArgumentException where there is none, one twice, or half a surrogate pair
     */
    public CharacterTokenizer(String characters) {
        this.characters = Objects.requireNonNull(characters, "characters");
        this.codePoints = characters.codePoints().toArray();
        if (codePoints.length == 0) {
            throw new IllegalArgumentException("the vocabulary has no characters");
        }
        for (int id = 0; id < codePoints.length; id++) {
            int c = codePoints[id];
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                throw new IllegalArgumentException("the vocabulary holds half a surrogate pair, " + hex(c));
            }
            Integer before = ids.putIfAbsent(c, id);
            if (before != null) {
                throw new IllegalArgumentException("the vocabulary holds " + shown(c) + " (" + hex(c)
                        + ") twice, as ids " + before + " and " + id);
            }
        }
    }

    /** The vocabulary, in the order of the ids. */
    public String characters() {
        return characters;
    }

    @Override
    public int size() {
        return codePoints.length;
    }

    @Override
    public int[] encode(String text) {
        int[] tokens = text.codePoints().toArray();
        for (int i = 0; i < tokens.length; i++) {
            Integer id = ids.get(tokens[i]);
            if (id == null) {
                throw new IllegalArgumentException("character " + (i + 1) + " of the text, " + shown(tokens[i]) + " ("
                        + hex(tokens[i]) + "), is not in the model's vocabulary of " + size() + " characters: "
                        + summary());
            }
            tokens[i] = id;
        }
        return tokens;
    }

    @Override
    public String decode(int[] tokens) {
        StringBuilder text = new StringBuilder(tokens.length);
        for (int id : tokens) {
            if (id >= 0 && id < codePoints.length) {
                text.appendCodePoint(codePoints[id]);
            } else {
                text.append(MASK);
            }
        }
        return text.toString();
    }

    @Override
    public String description() {
        return size() + " characters";
    }

    /** The vocabulary on one line, runs of four and more shortened: "\n !$&A-Za-z". */
    private String summary() {
        StringBuilder line = new StringBuilder();
        for (int from = 0; from < codePoints.length && line.length() < MOST_SHOWN; ) {
            int to = from;
            while (to + 1 < codePoints.length && codePoints[to + 1] == codePoints[to] + 1) {
                to++;
            }
            if (to - from >= 3) {
                line.append(bare(codePoints[from])).append('-').append(bare(codePoints[to]));
                from = to + 1;
            } else {
                line.append(bare(codePoints[from++]));
            }
        }
        return line.length() < MOST_SHOWN
                ? line.toString()
                : line.append(" ...").toString();
    }

    private static String shown(int codePoint) {
        return "'" + bare(codePoint) + "'";
    }

    private static String bare(int codePoint) {
        return switch (codePoint) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> Character.isISOControl(codePoint) ? hex(codePoint) : Character.toString(codePoint);
        };
    }

    private static String hex(int codePoint) {
        return String.format("U+%04X", codePoint);
    }
}
