package dev.sedd.model.tokens;

import dev.sedd.model.tokens.BytePairVocabulary.Merge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * GPT-2's vocabulary as its files hold it, found again from the ranks: the two tokens that merge n joins are what a token
 * of id 256 + n falls into where only the merges before n are known.
 */
public final class Gpt2Vocabulary {
    private static final BytePairVocabulary VOCABULARY = make();

    private Gpt2Vocabulary() {}

    /** All 50257 tokens and 50000 merges. */
    public static BytePairVocabulary get() {
        return VOCABULARY;
    }

    private static BytePairVocabulary make() {
        int ordinary = BytePairTokenizer.gpt2().size() - 1;
        BytePairs pairs = BytePairs.gpt2();
        List<String> tokens = new ArrayList<>();
        Map<String, Integer> ids = new HashMap<>();
        for (int id = 0; id < ordinary; id++) {
            StringBuilder spelled = new StringBuilder();
            for (byte b : pairs.bytes(id)) {
                spelled.append(ByteSpelling.of(b & 0xFF));
            }
            tokens.add(spelled.toString());
            ids.put(spelled.toString(), id);
        }
        List<Merge> merges = new ArrayList<>();
        for (int id = ByteSpelling.BYTES; id < ordinary; id++) {
            List<String> two = parts(tokens.get(id), ids, id);
            merges.add(new Merge(two.get(0), two.get(1)));
        }
        tokens.add(BytePairTokenizer.END_OF_TEXT);
        return new BytePairVocabulary(tokens, merges, Set.of(BytePairTokenizer.END_OF_TEXT));
    }

    /** How the bytes 0 to 255 are spelled. */
    public static List<String> bytes() {
        return IntStream.range(0, ByteSpelling.BYTES).mapToObj(ByteSpelling::of).toList();
    }

    /** Byte-pair encoding in its plainest form: the leftmost pair of the lowest id is joined, until none is left. */
    static List<String> parts(String spelled, Map<String, Integer> ids, int below) {
        List<String> parts = new ArrayList<>();
        spelled.chars().forEach(c -> parts.add(String.valueOf((char) c)));
        while (true) {
            int lowest = below;
            int where = -1;
            for (int i = 0; i + 1 < parts.size(); i++) {
                int id = ids.getOrDefault(parts.get(i) + parts.get(i + 1), below);
                if (id < lowest) {
                    lowest = id;
                    where = i;
                }
            }
            if (where < 0) {
                return parts;
            }
            parts.set(where, parts.get(where) + parts.remove(where + 1));
        }
    }
}
