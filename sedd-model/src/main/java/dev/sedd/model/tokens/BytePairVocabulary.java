package dev.sedd.model.tokens;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A vocabulary of byte pairs: single bytes, and tokens that are made by joining two others. Bytes are spelled as in
 * GPT-2's files, one printable character for each, a space as Ġ.
 *
 * @param tokens every token, in the order of the ids; special ones as they are, all others spelled
 * @param merges which two tokens are joined to which third, the first to be applied first
 * @param special tokens that no text is cut into, such as {@code <|endoftext|>}
 */
public record BytePairVocabulary(List<String> tokens, List<Merge> merges, Set<String> special) {
    /** The longest token, in bytes: GPT-2's longest has 128. */
    private static final int LONGEST = 1024;

    private static final int SHOWN = 40;

    /**
     * Two tokens that are joined where they stand side by side.
     *
     * @param left the first
     * @param right the second
     */
    public record Merge(String left, String right) {
        /** The token that they make. */
        public String joined() {
            return left + right;
        }
    }

    /**
     * Copies the lists and refuses what cannot cut every text into tokens, and every text in one way.
     *
     * @throws IllegalArgumentException where a token is given twice; one of the 256 bytes is missing; a merge joins or
     *     makes what is no token, or makes what another one makes; or no merge makes a token that is not special
     */
    public BytePairVocabulary {
        tokens = List.copyOf(tokens);
        merges = List.copyOf(merges);
        special = Set.copyOf(special);
        Set<String> ordinary = ordinary(tokens, special);
        Set<String> made = new HashSet<>();
        for (int b = 0; b < ByteSpelling.BYTES; b++) {
            if (!ordinary.contains(ByteSpelling.of(b))) {
                throw new IllegalArgumentException(String.format(
                        "the vocabulary has no token '%s' for the byte 0x%02X; all 256 are needed",
                        ByteSpelling.of(b), b));
            }
            made.add(ByteSpelling.of(b));
        }
        for (int i = 0; i < merges.size(); i++) {
            check(merges.get(i), i + 1, ordinary, made);
        }
        for (String token : tokens) {
            if (ordinary.contains(token) && !made.contains(token)) {
                throw new IllegalArgumentException("no merge makes the token " + shown(token)
                        + "; the merges are cut short, or those of another vocabulary");
            }
        }
    }

    /** Whether a text is the spelling of one byte. */
    public static boolean isByte(String token) {
        return token.length() == 1 && ByteSpelling.isSpelling(token.charAt(0));
    }

    private static Set<String> ordinary(List<String> tokens, Set<String> special) {
        Set<String> ordinary = new HashSet<>();
        Set<String> seen = new HashSet<>();
        for (String token : tokens) {
            if (!seen.add(token)) {
                throw new IllegalArgumentException("the vocabulary holds " + shown(token) + " twice");
            }
            if (token.isEmpty() || token.length() > LONGEST) {
                throw new IllegalArgumentException("the vocabulary holds a token of " + token.length() + " bytes; 1 to "
                        + LONGEST + " are possible");
            }
            if (!special.contains(token)) {
                ordinary.add(token);
            }
        }
        for (String token : special) {
            if (!seen.contains(token)) {
                throw new IllegalArgumentException("the special " + shown(token) + " is no token");
            }
        }
        return ordinary;
    }

    private static void check(Merge merge, int number, Set<String> ordinary, Set<String> made) {
        for (String token : new String[] {merge.left, merge.right, merge.joined()}) {
            if (!ordinary.contains(token)) {
                throw new IllegalArgumentException("merge " + number + " joins " + shown(merge.left) + " and "
                        + shown(merge.right) + ", but the vocabulary has no token " + shown(token));
            }
        }
        if (!made.add(merge.joined())) {
            throw new IllegalArgumentException("merge " + number + " makes " + shown(merge.joined())
                    + " a second time; only vocabularies that make each token once can be read");
        }
    }

    private static String shown(String token) {
        return "'" + (token.length() <= SHOWN ? token : token.substring(0, SHOWN) + "...") + "'";
    }
}
