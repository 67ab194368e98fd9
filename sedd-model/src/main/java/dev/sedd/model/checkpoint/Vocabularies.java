package dev.sedd.model.checkpoint;

import dev.sedd.model.checkpoint.pickle.Constructors;
import dev.sedd.model.checkpoint.pickle.PickleException;
import dev.sedd.model.checkpoint.pickle.Unpickler;
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
import tools.jackson.databind.json.JsonMapper;

/** Vocabularies in files: {@code vocab.json}, nanoGPT's {@code meta.pkl}, and the characters of a text. */
public final class Vocabularies {
    private static final String JSON = "vocab.json";
    private static final String PICKLE = "meta.pkl";
    private static final String CHARACTERS = "char";
    private static final Tokenizer NOTEBOOK =
            new CharacterTokenizer("\n !$&',-.3:;?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private Vocabularies() {}

    /** The vocabulary in a model's folder: {@code vocab.json}, else {@code meta.pkl}, else none. */
    public static Optional<Tokenizer> beside(Path modelFolder) throws CheckpointException {
        for (String name : new String[] {JSON, PICKLE}) {
            Path file = modelFolder.resolve(name);
            if (Files.exists(file)) {
                return Optional.of(fromFile(file));
            }
        }
        return Optional.empty();
    }

    /**
     * A vocabulary from a file: by its name a {@code .json} or {@code .pkl}, or else a UTF-8 text whose different
     * characters, sorted, are the vocabulary.
     */
    public static Tokenizer fromFile(Path file) throws CheckpointException {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".json")) {
            return json(file, SmallFiles.bytes(file));
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

    /**
     * Writes {@code vocab.json}.
     *
     * @throws IllegalArgumentException where the tokenizer is of a kind that has no such file
     */
    public static void write(Tokenizer tokenizer, Path file) throws CheckpointException {
        if (!(tokenizer instanceof CharacterTokenizer characters)) {
            throw new IllegalArgumentException(
                    "there is no file for a " + tokenizer.getClass().getSimpleName());
        }
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("type", CHARACTERS);
        content.put("chars", characters.characters());
        byte[] bytes = (JsonMapper.shared().writeValueAsString(content) + "\n").getBytes(StandardCharsets.UTF_8);
        AtomicFiles.write(file, file, channel -> {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        });
    }

    /** {@code {"type": "char", "chars": "..."}}. */
    static Tokenizer json(Object where, byte[] bytes) throws CheckpointException {
        Settings settings = Settings.json(where, bytes);
        String type = settings.text("type", CHARACTERS);
        if (!type.equals(CHARACTERS)) {
            throw settings.wrong("type", type, CHARACTERS + ", the one kind of vocabulary that is known");
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
            for (int c = reader.read(); c >= 0; c = reader.read()) {
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
