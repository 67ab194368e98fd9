package dev.sedd.model.corpus;

import dev.sedd.model.tokens.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Documents packed into windows of one length: the token that ends a text is set after every document, where the
 * vocabulary has one, groups of documents are put together, and each is cut; what is left at its end is dropped.
 *
 * @param length T
 * @param windows their tokens, (T) each
 * @param dropped how many tokens are in none
 */
public record PackedText(int length, List<int[]> windows, long dropped) {
    /**
     * Which documents are put together.
     *
     * @param shards into how many parts of equal length, to one document, the list is cut first; at most one for each
     *     document
     * @param documents how many documents of a part make a group
     */
    public record Grouping(int shards, int documents) {
        /** As the paper's code, which works with eight processes, each with a thousand documents at once. */
        public static final Grouping PAPER = new Grouping(8, 1000);

        /** All in one group: nothing is dropped but what is left at the very end. */
        public static final Grouping WHOLE = new Grouping(1, Integer.MAX_VALUE);

        /** Refuses numbers below 1. */
        public Grouping {
            if (shards < 1 || documents < 1) {
                throw new IllegalArgumentException(
                        "shards=" + shards + " and documents=" + documents + " must both be at least 1");
            }
        }
    }

    /** Copies the list, not the windows. */
    public PackedText {
        windows = List.copyOf(windows);
    }

    /**
     * Packs documents.
     *
     * @param length T, at least 1
     * @throws IllegalArgumentException where {@code length} &lt; 1, or the vocabulary cannot express a document; the
     *     message says which
     */
    public static PackedText pack(List<String> documents, Tokenizer tokenizer, int length, Grouping grouping) {
        if (length < 1) {
            throw new IllegalArgumentException("length=" + length + " < 1");
        }
        Packer packer = new Packer(tokenizer, length);
        int shards = Math.min(grouping.shards, documents.size());
        for (int shard = 0; shard < shards; shard++) {
            int end = start(shard + 1, shards, documents.size());
            int group = 0;
            for (int i = start(shard, shards, documents.size()); i < end; i++) {
                packer.add(i, documents.get(i));
                if (++group == grouping.documents || i + 1 == end) {
                    packer.endGroup();
                    group = 0;
                }
            }
        }
        return new PackedText(length, packer.windows, packer.dropped);
    }

    /**
     * All windows, one after the other.
     *
     * @throws ArithmeticException where they are more than an array can hold
     */
    public int[] tokens() {
        int[] tokens = new int[Math.multiplyExact(windows.size(), length)];
        for (int i = 0; i < windows.size(); i++) {
            System.arraycopy(windows.get(i), 0, tokens, i * length, length);
        }
        return tokens;
    }

    /** Where a part begins: the first {@code documents % shards} parts are one document longer. */
    private static int start(int shard, int shards, int documents) {
        return documents / shards * shard + Math.min(shard, documents % shards);
    }

    /** Fills one window after the other. */
    private static final class Packer {
        private final Tokenizer tokenizer;
        private final int[] window;
        private final List<int[]> windows = new ArrayList<>();
        private int filled;
        private long dropped;

        Packer(Tokenizer tokenizer, int length) {
            this.tokenizer = tokenizer;
            this.window = new int[length];
        }

        void add(int index, String document) {
            try {
                Arrays.stream(tokenizer.encode(document)).forEach(this::put);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("document " + (index + 1) + ": " + e.getMessage(), e);
            }
            tokenizer.endOfText().ifPresent(this::put);
        }

        void endGroup() {
            dropped += filled;
            filled = 0;
        }

        private void put(int token) {
            window[filled++] = token;
            if (filled == window.length) {
                windows.add(window.clone());
                filled = 0;
            }
        }
    }
}
