package dev.sedd.model.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonFactory;

/**
 * A tree of keys and values from JSON or YAML, asked for by dotted keys such as {@code model.hidden_size} and typed, with
 * errors that name the key. Immutable.
 */
public final class Settings {
    private static final int DEEPEST = 64;
    private static final int LONGEST_TEXT = 20_000_000;
    private static final JsonFactory JSON = JsonTree.factory(DEEPEST, LONGEST_TEXT);

    private final Object where;
    private final Map<?, ?> root;

    private Settings(Object where, Object root) throws CheckpointException {
        this.where = where;
        if (!(root instanceof Map<?, ?> map)) {
            throw new CheckpointException(where, "is not a table of keys and values");
        }
        this.root = map;
    }

    /** Settings that are in memory already, copied; {@code where} names them in errors. */
    public static Settings of(Object where, Map<String, ?> root) throws CheckpointException {
        return new Settings(where, joined(Map.of(), root));
    }

    /** Reads a file: JSON where its name ends in .json, else YAML. */
    public static Settings read(Path file) throws CheckpointException {
        byte[] bytes = SmallFiles.bytes(file);
        return file.getFileName().toString().endsWith(".json") ? json(file, bytes) : yaml(file, bytes);
    }

    /** Their name in errors. */
    public Object where() {
        return where;
    }

    /** These settings and, where they have no such key or nothing behind it, those of {@code base}; tables are joined key by key. */
    public Settings over(Settings base) throws CheckpointException {
        return new Settings(where, joined(base.root, root));
    }

    /**
     * The same with one dotted key set.
     *
     * @throws IllegalArgumentException where the key is none
     */
    public Settings with(String key, Object value) throws CheckpointException {
        Object tree = Objects.requireNonNull(value, "value");
        String[] parts = key.split("[.]", -1);
        if (List.of(parts).contains("")) {
            throw new IllegalArgumentException("key '" + key + "' has a part without letters");
        }
        for (int i = parts.length - 1; i >= 0; i--) {
            tree = Map.of(parts[i], tree);
        }
        return new Settings(where, joined(root, (Map<?, ?>) tree));
    }

    private static Map<Object, Object> joined(Map<?, ?> base, Map<?, ?> over) {
        Map<Object, Object> all = new LinkedHashMap<>(base);
        over.forEach((key, value) -> {
            if (value instanceof Map<?, ?> table) {
                all.put(key, joined(all.get(key) instanceof Map<?, ?> below ? below : Map.of(), table));
            } else if (value != null) {
                all.put(key, value);
            }
        });
        return all;
    }

    /** The dotted keys of these settings that others do not have, in their order. Of a table that others lack, its own key alone. */
    public List<String> keysBeyond(Settings others) {
        List<String> keys = new ArrayList<>();
        beyond("", root, others.root, keys);
        return keys;
    }

    private static void beyond(String path, Map<?, ?> own, Map<?, ?> others, List<String> keys) {
        own.forEach((key, value) -> {
            if (value instanceof Map<?, ?> table && others.get(key) instanceof Map<?, ?> other) {
                beyond(path + key + ".", table, other, keys);
            } else if (!others.containsKey(key)) {
                keys.add(path + key);
            }
        });
    }

    /** Reads JSON. */
    public static Settings json(Object where, byte[] bytes) throws CheckpointException {
        if (bytes.length == 0) {
            throw new CheckpointException(where, "the file is empty");
        }
        try {
            return new Settings(where, JsonTree.read(JSON, bytes));
        } catch (JacksonException e) {
            throw new CheckpointException(where, "is not valid JSON: " + JsonErrors.describe(e), e);
        }
    }

    /** Reads YAML. */
    public static Settings yaml(Object where, byte[] bytes) throws CheckpointException {
        LoaderOptions limits = new LoaderOptions();
        limits.setAllowDuplicateKeys(false);
        limits.setAllowRecursiveKeys(false);
        limits.setMaxAliasesForCollections(20);
        limits.setNestingDepthLimit(DEEPEST);
        try {
            return new Settings(where, new Yaml(new SafeConstructor(limits)).load(SmallFiles.utf8(where, bytes)));
        } catch (MarkedYAMLException e) {
            String line = e.getProblemMark() == null
                    ? ""
                    : " in line " + (e.getProblemMark().getLine() + 1);
            throw new CheckpointException(where, "is not valid YAML: " + e.getProblem() + line, e);
        } catch (YAMLException e) {
            throw new CheckpointException(where, "is not valid YAML: " + e.getMessage(), e);
        } catch (IllegalArgumentException | ClassCastException e) {
            throw new CheckpointException(where, "is not valid YAML: a value is not what its tag or its form says", e);
        }
    }

    /** All of it. */
    Map<?, ?> root() {
        return root;
    }

    /** The table of a key that must be there. Its own keys may hold dots. */
    Map<?, ?> table(String key) throws CheckpointException {
        Object value = required(key);
        if (value instanceof Map<?, ?> table) {
            return table;
        }
        throw wrong(key, value, "a table");
    }

    /** The list of a key, empty where it is not there. */
    List<?> list(String key) throws CheckpointException {
        Object value = find(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw wrong(key, value, "a list");
    }

    /** Whether a key is there and not null. */
    public boolean has(String key) throws CheckpointException {
        return find(key) != null;
    }

    /** A whole number that must be there. */
    public int integer(String key) throws CheckpointException {
        Object value = required(key);
        OptionalLong whole = whole(value);
        if (whole.isPresent() && whole.getAsLong() == (int) whole.getAsLong()) {
            return (int) whole.getAsLong();
        }
        throw noText(key, value, "a whole number");
    }

    /** A whole number of up to 64 bits, or another where there is no such key. */
    public long whole(String key, long otherwise) throws CheckpointException {
        Object value = find(key);
        if (value == null) {
            return otherwise;
        }
        OptionalLong whole = whole(value);
        if (whole.isPresent()) {
            return whole.getAsLong();
        }
        throw noText(key, value, "a whole number");
    }

    /** A whole number, which may be written with a point; of those that doubles hold exactly. */
    private static OptionalLong whole(Object value) {
        return switch (value) {
            case Integer i -> OptionalLong.of(i);
            case Long l -> OptionalLong.of(l);
            case Double d ->
                d == Math.rint(d) && Math.abs(d) <= 1L << 53 ? OptionalLong.of(d.longValue()) : OptionalLong.empty();
            default -> OptionalLong.empty();
        };
    }

    /** A number, or another where there is no such key. */
    public double number(String key, double otherwise) throws CheckpointException {
        Object value = find(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof String text && text.matches("[-+]?[0-9]+([.][0-9]*)?[eE][-+]?[0-9]{1,3}")) {
            return Double.parseDouble(text); // YAML takes 1e-4 for text
        }
        throw noText(key, value, "a number");
    }

    /** True or false, or what else where there is no such key. */
    public boolean truth(String key, boolean otherwise) throws CheckpointException {
        Object value = find(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw noText(key, value, "true or false");
    }

    /** A text, or another where there is no such key. */
    public String text(String key, String otherwise) throws CheckpointException {
        Object value = find(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof String text) {
            return text;
        }
        throw wrong(key, value, "text");
    }

    /** An error that names a key and its value. */
    public CheckpointException wrong(String key, Object value, String expected) {
        String shown = value instanceof Map<?, ?> ? "a table" : value instanceof Iterable<?> ? "a list" : "" + value;
        return new CheckpointException(where, key + " is " + shown + "; expected " + expected);
    }

    /** The same where a text, which may look like a number, is none. */
    private CheckpointException noText(String key, Object value, String expected) {
        return wrong(key, value instanceof String text ? "'" + text + "'" : value, expected);
    }

    private Object required(String key) throws CheckpointException {
        Object value = find(key);
        if (value == null) {
            throw new CheckpointException(where, "has no key " + key + ", which is needed");
        }
        return value;
    }

    private Object find(String key) throws CheckpointException {
        Object here = root;
        for (String part : key.split("[.]")) {
            if (here == null) {
                return null;
            }
            if (!(here instanceof Map<?, ?> map)) {
                throw wrong(key.substring(0, key.lastIndexOf('.')), here, "a table");
            }
            here = map.get(part);
        }
        return here;
    }
}
