package dev.sedd.cli.command;

import dev.sedd.cli.output.Failure;
import dev.sedd.model.network.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Rows of token ids from a JSON file, [[id, …], …], all of one length.
 *
 * @param batch B, at least 1
 * @param length T, at least 1
 * @param tokens (B, T)
 */
record TokenRows(int batch, int length, int[] tokens) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * Reads a file.
     *
     * @throws Failure where it does not hold such rows, or they do not fit the model; the message says which row
     */
    static TokenRows read(Path file, Configuration configuration) throws IOException {
        JsonNode root = parse(file);
        if (!root.isArray()
                || root.isEmpty()
                || !root.get(0).isArray()
                || root.get(0).isEmpty()) {
            throw new Failure(file + ": not rows of token ids; write [[1, 2, 3], [4, 5, 6]]");
        }
        int batch = root.size();
        int length = root.get(0).size();
        if (length > configuration.length()) {
            throw new Failure(file + ": rows of " + length + " tokens are longer than the model's texts, "
                    + configuration.length());
        }
        int[] tokens = new int[Math.multiplyExact(batch, length)];
        for (int b = 0; b < batch; b++) {
            readRow(file, root.get(b), b, length, configuration.vocabularySize(), tokens);
        }
        return new TokenRows(batch, length, tokens);
    }

    private static JsonNode parse(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new Failure(file + ": is not a file");
        }
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (JacksonException e) {
            throw new Failure(file + ": not JSON, or cut short; write [[1, 2, 3], [4, 5, 6]]", e);
        }
    }

    private static void readRow(Path file, JsonNode row, int b, int length, int vocabulary, int[] tokens) {
        if (!row.isArray() || row.size() != length) {
            String what = row.isArray() ? row.size() + " tokens" : "no array";
            throw new Failure(file + ": row " + b + " is " + what + ", row 0 has " + length
                    + " tokens; all rows need the same length");
        }
        for (int i = 0; i < length; i++) {
            JsonNode id = row.get(i);
            if (!id.isIntegralNumber() || !id.canConvertToInt() || id.intValue() < 0 || id.intValue() >= vocabulary) {
                throw new Failure(file + ": row " + b + ", position " + i + ": " + id + " is no token id from 0 to "
                        + (vocabulary - 1));
            }
            tokens[b * length + i] = id.intValue();
        }
    }
}
