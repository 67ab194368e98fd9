package dev.sedd.model.tokens;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Byte pairs: text as UTF-8, whose bytes are joined to tokens of up to some dozens of bytes. Every text has tokens, and
 * every id has text. A token may be part of a character; then it decodes to U+FFFD alone, but rightly among its
 * neighbours, since bytes are put together before they are read as UTF-8.
 *
 * <p>Special text such as {@code <|endoftext|>} is ordinary text to {@link #encode}, and its token to
 * {@link #withSpecialText}. Special tokens decode to their names in both.
 */
public final class BytePairTokenizer implements Tokenizer {
    /** The name of the token between documents. */
    public static final String END_OF_TEXT = "<|endoftext|>";

    private static final int GPT2_TOKENS = 50257;
    private static final byte[] MASK_BYTES = MASK.getBytes(StandardCharsets.UTF_8);
    private static final BytePairTokenizer GPT2 =
            new BytePairTokenizer(() -> Gpt2.PAIRS, null, GPT2_TOKENS, Map.of(END_OF_TEXT, GPT2_TOKENS - 1), false);

    private final Supplier<BytePairs> pairs;
    private final BytePairVocabulary vocabulary; // null where it is GPT-2's
    private final int size;
    private final Map<String, Integer> special;
    private final Map<Integer, byte[]> specialBytes = new HashMap<>();
    private final Pattern specialText; // null where such text is ordinary

    /** Read when a text is first encoded or decoded, and not by who only asks for the size. */
    private static final class Gpt2 {
        static final BytePairs PAIRS = BytePairs.gpt2();
    }

    private BytePairTokenizer(
            Supplier<BytePairs> pairs,
            BytePairVocabulary vocabulary,
            int size,
            Map<String, Integer> special,
            boolean readSpecial) {
        this.pairs = pairs;
        this.vocabulary = vocabulary;
        this.size = size;
        this.special = special;
        special.forEach((text, id) -> specialBytes.put(id, text.getBytes(StandardCharsets.UTF_8)));
        this.specialText = readSpecial && !special.isEmpty() ? anyOf(special) : null;
    }

    /** GPT-2's: 50257 tokens, {@code <|endoftext|>} the last. One instance for all. */
    public static BytePairTokenizer gpt2() {
        return GPT2;
    }

    /** The tokenizer of a vocabulary; special text is ordinary text to it. */
    public static BytePairTokenizer of(BytePairVocabulary vocabulary) {
        Map<String, Integer> special = new HashMap<>();
        for (int id = 0; id < vocabulary.tokens().size(); id++) {
            String token = vocabulary.tokens().get(id);
            if (vocabulary.special().contains(token)) {
                special.put(token, id);
            }
        }
        BytePairs pairs = BytePairs.of(vocabulary);
        return new BytePairTokenizer(
                () -> pairs, vocabulary, vocabulary.tokens().size(), special, false);
    }

    /** The same vocabulary, with special text read as the token of that name. */
    public BytePairTokenizer withSpecialText() {
        return new BytePairTokenizer(pairs, vocabulary, size, special, true);
    }

    /** The vocabulary, where it came from files; empty where it is GPT-2's own, which needs none. */
    public Optional<BytePairVocabulary> vocabulary() {
        return Optional.ofNullable(vocabulary);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public OptionalInt endOfText() {
        Integer id = special.get(END_OF_TEXT);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    @Override
    public String description() {
        return size + (vocabulary == null ? " byte pairs of GPT-2" : " byte pairs");
    }

    /**
     * The token ids of a text.
     *
     * @throws IllegalArgumentException where the text holds half a surrogate pair, which is no character and has no
     *     UTF-8; the message says where
     */
    @Override
    public int[] encode(String text) {
        checkCharacters(text);
        if (text.isEmpty()) {
            return new int[0];
        }
        if (specialText == null) {
            return pairs.get().encode(text);
        }
        IntStream.Builder tokens = IntStream.builder();
        int at = 0;
        for (Matcher found = specialText.matcher(text); found.find(); at = found.end()) {
            Arrays.stream(pairs.get().encode(text.substring(at, found.start()))).forEach(tokens);
            tokens.add(special.get(found.group()));
        }
        Arrays.stream(pairs.get().encode(text.substring(at))).forEach(tokens);
        return tokens.build().toArray();
    }

    /** The text of token ids; bytes that are no UTF-8 are shown as U+FFFD, ids that are no token as {@link #MASK}. */
    @Override
    public String decode(int[] tokens) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(5 * tokens.length);
        for (int id : tokens) {
            bytes.writeBytes(bytes(id));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private byte[] bytes(int id) {
        if (id < 0 || id >= size) {
            return MASK_BYTES;
        }
        byte[] name = specialBytes.get(id);
        return name != null ? name : pairs.get().bytes(id);
    }

    private static void checkCharacters(String text) {
        int position = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            position++;
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                throw new IllegalArgumentException(String.format(
                        "character %d of the text is half a surrogate pair (U+%04X), which is no character",
                        position, c));
            }
        }
    }

    /** Finds any of the names, the longest where one begins like another. */
    private static Pattern anyOf(Map<String, Integer> special) {
        return Pattern.compile(special.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .map(Pattern::quote)
                .collect(Collectors.joining("|")));
    }
}
