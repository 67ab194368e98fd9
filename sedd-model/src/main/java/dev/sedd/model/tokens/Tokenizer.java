package dev.sedd.model.tokens;

import java.util.OptionalInt;

/**
 * Text to token ids and back. Ids run from 0 to {@code size() - 1}; the mask of an absorbing graph is no text and is not
 * counted, but {@link #decode} shows it.
 */
public interface Tokenizer {
    /** How an id outside the vocabulary, the mask above all, is shown in text. */
    String MASK = "·";

    /** The number of tokens, the mask not counted. */
    int size();

    /**
     * The token ids of a text.
     *
     * @throws IllegalArgumentException where the text holds what the vocabulary cannot express; the message names it
     *     and where it stands
     */
    int[] encode(String text);

    /** The text of token ids. Never fails: an id that is no token is shown as {@link #MASK}. */
    String decode(int[] tokens);

    /** The token that stands between documents, where the vocabulary has one. */
    default OptionalInt endOfText() {
        return OptionalInt.empty();
    }

    /** The vocabulary in a few words for people, its size among them: "65 characters". */
    default String description() {
        return size() + " tokens";
    }
}
