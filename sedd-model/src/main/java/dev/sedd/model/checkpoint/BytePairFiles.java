package dev.sedd.model.checkpoint;

import dev.sedd.model.tokens.BytePairTokenizer;
import dev.sedd.model.tokens.BytePairVocabulary;
import dev.sedd.model.tokens.BytePairVocabulary.Merge;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/**
 * Byte pairs in files: GPT-2's {@code vocab.json}, an object of tokens and ids, with {@code merges.txt}, one pair a line;
 * and {@code tokenizer.json}, which has both, with byte-level pieces and no other preparation of text.
 */
final class BytePairFiles {
    private static final String COMMENT = "#version";
    private static final String BYTE_LEVEL = "ByteLevel";
    private static final String PIECES = "pre_tokenizer";

    private BytePairFiles() {}

    /** Whether an object is a vocabulary of GPT-2's kind: ids and nothing else. */
    static boolean isVocabulary(Settings settings) {
        return !settings.root().isEmpty() && settings.root().values().stream().allMatch(Integer.class::isInstance);
    }

    /** {@code vocab.json} with {@code merges.txt}. Tokens in pointed brackets that no merge makes are special. */
    static BytePairTokenizer pair(Object where, Settings vocabulary, Path mergesFile) throws CheckpointException {
        Map<String, Integer> ids = new LinkedHashMap<>();
        addTokens(where, vocabulary.root(), ids);
        List<Merge> merges = merges(mergesFile);
        Set<String> special = new HashSet<>(ids.keySet());
        merges.forEach(merge -> special.remove(merge.joined()));
        special.removeIf(token -> BytePairVocabulary.isByte(token) || !token.startsWith("<") || !token.endsWith(">"));
        return tokenizer(where + " with " + mergesFile.getFileName(), ids, merges, special);
    }

    /** {@code tokenizer.json}. */
    static BytePairTokenizer whole(Object where, Settings settings) throws CheckpointException {
        checkKind(settings);
        Map<String, Integer> ids = new LinkedHashMap<>();
        addTokens(where, settings.table("model.vocab"), ids);
        Set<String> special = new HashSet<>();
        for (Object entry : settings.list("added_tokens")) {
            if (!(entry instanceof Map<?, ?> added)
                    || !(added.get("content") instanceof String text)
                    || !(added.get("id") instanceof Integer id)) {
                throw new CheckpointException(where, "added_tokens holds an entry without a content and an id");
            }
            addToken(where, text, id, ids);
            special.add(text);
        }
        List<Merge> merges = new ArrayList<>();
        for (Object entry : settings.list("model.merges")) {
            merges.add(merge(where, merges.size() + 1, entry));
        }
        return tokenizer(where, ids, merges, special);
    }

    /** The bytes of a {@code tokenizer.json}. */
    static byte[] json(BytePairVocabulary vocabulary) {
        Map<String, Integer> ids = new LinkedHashMap<>();
        List<Object> added = new ArrayList<>();
        for (String token : vocabulary.tokens()) {
            int id = ids.size();
            ids.put(token, id);
            if (vocabulary.special().contains(token)) {
                Map<String, Object> entry = new LinkedHashMap<>();
                entry.put("id", id);
                entry.put("content", token);
                for (String unset : new String[] {"single_word", "lstrip", "rstrip", "normalized"}) {
                    entry.put(unset, false);
                }
                entry.put("special", true);
                added.add(entry);
            }
        }
        Map<String, Object> pieces = new LinkedHashMap<>();
        pieces.put("type", BYTE_LEVEL);
        pieces.put("add_prefix_space", false);
        pieces.put("trim_offsets", true);
        pieces.put("use_regex", true);
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("type", "BPE");
        model.put("vocab", ids);
        model.put(
                "merges",
                vocabulary.merges().stream()
                        .map(merge -> List.of(merge.left(), merge.right()))
                        .toList());
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("version", "1.0");
        root.put("added_tokens", added);
        root.put(PIECES, pieces);
        root.put("decoder", pieces);
        root.put("model", model);
        return (JsonMapper.shared().writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Refuses what cuts text in another way. */
    private static void checkKind(Settings settings) throws CheckpointException {
        expect(settings, "model.type", "BPE", "BPE, the one kind that is known");
        expect(settings, PIECES + ".type", BYTE_LEVEL, BYTE_LEVEL + ", the one kind that is known");
        if (settings.truth(PIECES + ".add_prefix_space", false)) {
            throw settings.wrong(PIECES + ".add_prefix_space", true, "false");
        }
        if (!settings.truth(PIECES + ".use_regex", true)) {
            throw settings.wrong(PIECES + ".use_regex", false, "true");
        }
        if (settings.has("normalizer")) {
            throw settings.wrong("normalizer", settings.text("normalizer.type", "given"), "null");
        }
        for (String affix : new String[] {"model.continuing_subword_prefix", "model.end_of_word_suffix"}) {
            expect(settings, affix, "", "nothing");
        }
    }

    private static void expect(Settings settings, String key, String value, String expected)
            throws CheckpointException {
        String found = settings.text(key, "");
        if (!found.equals(value)) {
            throw settings.wrong(key, found.isEmpty() ? "not given" : found, expected);
        }
    }

    private static void addTokens(Object where, Map<?, ?> table, Map<String, Integer> ids) throws CheckpointException {
        for (Map.Entry<?, ?> entry : table.entrySet()) {
            if (!(entry.getValue() instanceof Integer id)) {
                throw new CheckpointException(
                        where, "the token '" + entry.getKey() + "' has no whole number as its id");
            }
            addToken(where, (String) entry.getKey(), id, ids);
        }
    }

    private static void addToken(Object where, String token, int id, Map<String, Integer> ids)
            throws CheckpointException {
        Integer before = ids.putIfAbsent(token, id);
        if (before != null && before != id) {
            throw new CheckpointException(where, "the token '" + token + "' has two ids, " + before + " and " + id);
        }
    }

    private static List<Merge> merges(Path file) throws CheckpointException {
        List<Merge> merges = new ArrayList<>();
        String text = SmallFiles.utf8(file, SmallFiles.vocabulary(file));
        for (String line : text.split("\r?\n")) {
            boolean comment = merges.isEmpty() && line.startsWith(COMMENT);
            if (!line.isEmpty() && !comment) {
                merges.add(merge(file, merges.size() + 1, line));
            }
        }
        return merges;
    }

    /** One pair: "a b", or a list of the two. */
    private static Merge merge(Object where, int number, Object entry) throws CheckpointException {
        List<?> two = entry instanceof String line
                ? List.of(line.split(" ", -1))
                : entry instanceof List<?> list ? list : List.of();
        if (two.size() != 2 || !(two.get(0) instanceof String left) || !(two.get(1) instanceof String right)) {
            throw new CheckpointException(where, "merge " + number + " is not two tokens with a space between");
        }
        return new Merge(left, right);
    }

    private static BytePairTokenizer tokenizer(
            Object where, Map<String, Integer> ids, List<Merge> merges, Set<String> special)
            throws CheckpointException {
        String[] tokens = new String[ids.size()];
        for (Map.Entry<String, Integer> entry : ids.entrySet()) {
            int id = entry.getValue();
            if (id < 0 || id >= tokens.length) {
                throw new CheckpointException(
                        where,
                        "the token '" + entry.getKey() + "' has the id " + id + ", but the " + tokens.length
                                + " tokens need the ids 0 to " + (tokens.length - 1));
            }
            if (tokens[id] != null) {
                throw new CheckpointException(
                        where, "the tokens '" + tokens[id] + "' and '" + entry.getKey() + "' have the same id " + id);
            }
            tokens[id] = entry.getKey();
        }
        try {
            return BytePairTokenizer.of(new BytePairVocabulary(List.of(tokens), merges, special));
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(where, e.getMessage(), e);
        }
    }
}
