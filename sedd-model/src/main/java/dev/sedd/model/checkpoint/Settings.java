package dev.sedd.model.checkpoint;

import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonFactory;

/** A tree of keys and values from JSON or YAML, asked for by dotted keys and typed, with errors that name the key. */
final class Settings {
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

    static Settings json(Object where, byte[] bytes) throws CheckpointException {
        if (bytes.length == 0) {
            throw new CheckpointException(where, "the file is empty");
        }
        try {
            return new Settings(where, JsonTree.read(JSON, bytes));
        } catch (JacksonException e) {
            throw new CheckpointException(where, "is not valid JSON: " + JsonErrors.describe(e), e);
        }
    }

    static Settings yaml(Object where, byte[] bytes) throws CheckpointException {
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
        }
    }

    /** Whether a key is there and not null. */
    boolean has(String key) throws CheckpointException {
        return find(key) != null;
    }

    int integer(String key) throws CheckpointException {
        Object value = required(key);
        if (value instanceof Integer i) {
            return i;
        }
        throw wrong(key, value, "a whole number");
    }

    double number(String key, double otherwise) throws CheckpointException {
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
        throw wrong(key, value, "a number");
    }

    boolean truth(String key, boolean otherwise) throws CheckpointException {
        Object value = find(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw wrong(key, value, "true or false");
    }

    String text(String key, String otherwise) throws CheckpointException {
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
    CheckpointException wrong(String key, Object value, String expected) {
        String shown = value instanceof Map<?, ?> ? "a table" : value instanceof Iterable<?> ? "a list" : "" + value;
        return new CheckpointException(where, key + " is " + shown + "; expected " + expected);
    }

    private Object required(String key) throws CheckpointException {
        Object value = find(key);
        if (value == null) {
            throw new CheckpointException(where, "has no key " + key + "; a model's configuration needs it");
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
