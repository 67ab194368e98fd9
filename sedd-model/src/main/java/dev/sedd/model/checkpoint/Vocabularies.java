package dev.sedd.model.checkpoint;

import dev.sedd.model.checkpoint.pickle.Constructors;
import dev.sedd.model.checkpoint.pickle.PickleException;
import dev.sedd.model.checkpoint.pickle.Unpickler;
import dev.sedd.model.tokens.ByteOrderMark;
import dev.sedd.model.tokens.BytePairTokenizer;
import dev.sedd.model.tokens.CharacterTokenizer;
import dev.sedd.model.tokens.Tokenizer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Vocabularies in files. Characters: this project's {@code vocab.json}, nanoGPT's {@code meta.pkl}, and the characters of
 * a text. Byte pairs: GPT-2's {@code vocab.json} with {@code merges.txt}, and {@code tokenizer.json}.
 */
public final class Vocabularies {
    private static final String JSON = "vocab.json";
    private static final String MERGES = "merges.txt";
    private static final String WHOLE = "tokenizer.json";
    private static final String PICKLE = "meta.pkl";
    private static final String CHARACTERS = "char";
    private static final Tokenizer NOTEBOOK =
            new CharacterTokenizer("\n !$&',-.3:;?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private Vocabularies() {}

    /**
     * The vocabulary in a model's folder: {@code vocab.json} (with its {@code merges.txt}, where it needs one), else
     * {@code tokenizer.json}, else {@code meta.pkl}, else none.
     */
    public static Optional<Tokenizer> beside(Path modelFolder) throws CheckpointException {
        Path whole = modelFolder.resolve(WHOLE);
        Path json = modelFolder.resolve(JSON);
        if (Files.exists(json) && (!Files.exists(whole) || Files.exists(modelFolder.resolve(MERGES)))) {
            return Optional.of(fromFile(json));
        }
        for (Path file : new Path[] {whole, modelFolder.resolve(PICKLE)}) {
            if (Files.exists(file)) {
                return Optional.of(fromFile(file));
            }
        }
        return Optional.empty();
    }

    /**
     * A vocabulary from a file: by its name a {@code .json}, a {@code .pkl} or {@code merges.txt}, or else a UTF-8 text
     * whose different characters, sorted, are the vocabulary.
     */
    public static Tokenizer fromFile(Path file) throws CheckpointException {
        String name = String.valueOf(file.getFileName());
        if (name.equals(MERGES)) {
            return fromFile(file.resolveSibling(JSON));
        }
        if (name.endsWith(".json")) {
            Settings settings = Settings.json(file, SmallFiles.vocabulary(file));
            if (BytePairFiles.isVocabulary(settings)) {
                return BytePairFiles.pair(file, settings, file.resolveSibling(MERGES));
            }
            return settings.has("model") ? BytePairFiles.whole(file, settings) : characters(file, settings);
        }
        if (name.endsWith(".pkl")) {
            return pickle(file, SmallFiles.bytes(file));
        }
        return text(file);
    }

    /** The 65 characters of the notebook's model: those of Shakespeare's plays. */
    public static Tokenizer notebook() {
        return NOTEBOOK;
    }

    /** The vocabulary that models of so many tokens have where none is beside them: GPT-2's, or the notebook's. */
    public static Optional<Tokenizer> known(int tokens) {
        return Stream.of(BytePairTokenizer.gpt2(), NOTEBOOK)
                .filter(tokenizer -> tokenizer.size() == tokens)
                .findFirst();
    }

    /**
     * Writes the file that {@link #beside} finds: {@code vocab.json} for characters, {@code tokenizer.json} for byte
     * pairs from files, none for GPT-2's, which are known by their number.
     *
     * @throws IllegalArgumentException where the tokenizer is of a kind that has no such file
     */
    public static void write(Tokenizer tokenizer, Path modelFolder) throws CheckpointException {
        switch (tokenizer) {
            case CharacterTokenizer characters -> {
                Map<String, Object> content = new LinkedHashMap<>();
                content.put("type", CHARACTERS);
                content.put("chars", characters.characters());
                String text = JsonMapper.shared().writeValueAsString(content) + "\n";
                AtomicFiles.write(modelFolder.resolve(JSON), text.getBytes(StandardCharsets.UTF_8));
            }
            case BytePairTokenizer pairs -> {
                if (pairs.vocabulary().isPresent()) {
                    AtomicFiles.write(
                            modelFolder.resolve(WHOLE),
                            BytePairFiles.json(pairs.vocabulary().get()));
                }
            }
            default ->
                throw new IllegalArgumentException(
                        "there is no file for a " + tokenizer.getClass().getSimpleName());
        }
    }

    /** {@code {"type": "char", "chars": "..."}}. */
    static Tokenizer characters(Object where, Settings settings) throws CheckpointException {
        String type = settings.text("type", CHARACTERS);
        if (!type.equals(CHARACTERS)) {
            throw settings.wrong("type", type, CHARACTERS + ", or tokens and their ids, or a tokenizer.json");
        }
        return characters(where, settings.text("chars", ""));
    }

    /** {@code {"vocab_size": n, "itos": {0: "a", ...}, "stoi": {"a": 0, ...}}}. */
    private static Tokenizer pickle(Path file, byte[] bytes) throws CheckpointException {
        Object root;
        try {
            root = Unpickler.read(ByteBuffer.wrap(bytes), Constructors.PLAIN);
        } catch (PickleException e) {
            throw new CheckpointException(file, e.getMessage(), e);
        }
        if (!(root instanceof Map<?, ?> map) || !(map.get("itos") instanceof Map<?, ?> characters)) {
            throw new CheckpointException(file, "is not nanoGPT's meta.pkl: it has no table itos");
        }
        StringBuilder vocabulary = new StringBuilder();
        for (long id = 0; id < characters.size(); id++) {
            if (!(characters.get(id) instanceof String c) || c.codePointCount(0, c.length()) != 1) {
                throw new CheckpointException(file, "itos has no single character for id " + id);
            }
            vocabulary.append(c);
        }
        if (map.containsKey("vocab_size") && !Long.valueOf(characters.size()).equals(map.get("vocab_size"))) {
            throw new CheckpointException(file, "vocab_size is not the " + characters.size() + " of itos");
        }
        return characters(file, vocabulary.toString());
    }

    private static Tokenizer text(Path file) throws CheckpointException {
        SmallFiles.requireFile(file);
        TreeSet<Integer> found = new TreeSet<>();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            int first = reader.read();
            for (int c = first == ByteOrderMark.CHARACTER ? reader.read() : first; c >= 0; c = reader.read()) {
                found.add(
                        Character.isHighSurrogate((char) c)
                                ? Character.toCodePoint((char) c, (char) reader.read())
                                : c);
            }
        } catch (CharacterCodingException e) {
            throw new CheckpointException(file, "is not UTF-8 text", e);
        } catch (IOException e) {
            throw CheckpointException.unreadable(file, e);
        }
        StringBuilder vocabulary = new StringBuilder();
        found.forEach(vocabulary::appendCodePoint);
        return characters(file, vocabulary.toString());
    }

    private static Tokenizer characters(Object where, String vocabulary) throws CheckpointException {
        try {
            return new CharacterTokenizer(vocabulary);
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(where, e.getMessage(), e);
        }
    }
}
