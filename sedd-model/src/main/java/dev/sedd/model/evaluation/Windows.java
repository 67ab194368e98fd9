package dev.sedd.model.evaluation;

import java.util.Objects;

/**
 * A text cut into windows of T tokens, one after the other; what is left over at its end is not used. A model knows no more
 * of a text than its window.
 */
public final class Windows {
    private final int[] tokens;
    private final int from;
    private final int to;
    private final int length;

    /**
     * The windows of a part of a text.
     *
     * @param tokens the text; not copied, and not to be changed
     * @param from where the part begins
     * @param to where it ends, exclusive
     * @param length T, at least 1
     * @throws IllegalArgumentException where the part does not lie in the text or is shorter than T
     */
    public Windows(int[] tokens, int from, int to, int length) {
        this.tokens = Objects.requireNonNull(tokens, "tokens");
        if (from < 0 || to < from || to > tokens.length) {
            throw new IllegalArgumentException("[" + from + ", " + to + ") is no part of " + tokens.length + " tokens");
        }
        if (length < 1) {
            throw new IllegalArgumentException("length=" + length + " < 1");
        }
        if (to - from < length) {
            throw new IllegalArgumentException(
                    "a text of " + (to - from) + " tokens is shorter than one window of " + length);
        }
        this.from = from;
        this.to = to;
        this.length = length;
    }

    /** How many there are, at least 1. */
    public int count() {
        return (to - from) / length;
    }

    /** T. */
    public int length() {
        return length;
    }

    /** Tokens at the end that fill no window. */
    public int leftOver() {
        return (to - from) % length;
    }

    /** The token at a position of a window. */
    int token(int window, int position) {
        return tokens[from + window * length + position];
    }
}
