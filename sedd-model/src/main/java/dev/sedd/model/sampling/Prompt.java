package dev.sedd.model.sampling;

import java.util.Arrays;

/**
 * What is given of the text to sample: its length, and tokens at any positions. Given tokens stay as they are; all
 * others are free. Immutable.
 */
public final class Prompt {
    private final int[] tokens; // (T), 0 where free
    private final boolean[] fixed; // (T)

    private Prompt(int[] tokens, boolean[] fixed) {
        this.tokens = tokens;
        this.fixed = fixed;
    }

    /**
     * Nothing given but the length.
     *
     * @throws IllegalArgumentException where {@code length} &lt; 1
     */
    public static Prompt free(int length) {
        return of(new int[checkLength(length)], new boolean[length]);
    }

    /**
     * Tokens given at any positions.
     *
     * @param tokens (T), copied; what stands at a free position does not matter
     * @param fixed (T), copied; true where the token is given
     * @throws IllegalArgumentException where the two differ in length or are empty, or a given token is negative
     */
    public static Prompt of(int[] tokens, boolean[] fixed) {
        if (tokens.length != fixed.length) {
            throw new IllegalArgumentException("tokens.length=" + tokens.length + " != fixed.length=" + fixed.length);
        }
        int[] given = new int[checkLength(tokens.length)];
        for (int i = 0; i < given.length; i++) {
            if (fixed[i] && tokens[i] < 0) {
                throw new IllegalArgumentException("token " + tokens[i] + " at position " + i + " is negative");
            }
            given[i] = fixed[i] ? tokens[i] : 0;
        }
        return new Prompt(given, fixed.clone());
    }

    /**
     * Tokens given at the start and at the end.
     *
     * @throws IllegalArgumentException where they do not fit the length
     */
    public static Prompt prefixSuffix(int length, int[] prefix, int[] suffix) {
        checkLength(length);
        if ((long) prefix.length + suffix.length > length) {
            throw new IllegalArgumentException("a prefix of " + prefix.length + " tokens and a suffix of "
                    + suffix.length + " do not fit a length of " + length);
        }
        int[] tokens = new int[length];
        boolean[] fixed = new boolean[length];
        int end = length - suffix.length;
        System.arraycopy(prefix, 0, tokens, 0, prefix.length);
        System.arraycopy(suffix, 0, tokens, end, suffix.length);
        Arrays.fill(fixed, 0, prefix.length, true);
        Arrays.fill(fixed, end, length, true);
        return of(tokens, fixed);
    }

    /** T, at least 1. */
    public int length() {
        return tokens.length;
    }

    /** Whether the token at a position is given. */
    public boolean fixed(int position) {
        return fixed[position];
    }

    /**
     * The given token at a position.
     *
     * @throws IllegalStateException where the position is free
     */
    public int token(int position) {
        if (!fixed[position]) {
            throw new IllegalStateException("position " + position + " is free");
        }
        return tokens[position];
    }

    private static int checkLength(int length) {
        if (length < 1) {
            throw new IllegalArgumentException("length=" + length + " < 1");
        }
        return length;
    }
}
