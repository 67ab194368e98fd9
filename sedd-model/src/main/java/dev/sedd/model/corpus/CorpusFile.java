package dev.sedd.model.corpus;

import dev.sedd.model.tokens.ByteOrderMark;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A corpus's file, cut into documents. */
final class CorpusFile {
    private static final long MOST_BYTES = 1L << 30;
    private static final Pattern BREAK = Pattern.compile("\r\n|\r|\n");

    private CorpusFile() {}

    /** The whole text. */
    static String text(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "is a folder");
        }
        long size = Files.size(file);
        if (size > MOST_BYTES) {
            throw problem(file, "has " + size + " bytes, more than the " + MOST_BYTES + " that are read; cut it", null);
        }
        try {
            return ByteOrderMark.removed(Files.readString(file));
        } catch (CharacterCodingException e) {
            throw problem(file, "is not UTF-8 text", e);
        }
    }

    /** Every line with a line break at its end; of lines of white space nothing is left. */
    static List<String> linesWithBreaks(Path file) throws IOException {
        String text = BREAK.matcher(text(file)).replaceAll("\n");
        List<String> lines = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            int end = text.indexOf('\n', at);
            end = end < 0 ? text.length() : end + 1;
            String line = text.substring(at, end);
            lines.add(Rules.stripped(line).isEmpty() ? "" : line);
            at = end;
        }
        return lines;
    }

    /** Every line without white space at its ends. */
    static List<String> lines(Path file) throws IOException {
        return linesWithBreaks(file).stream().map(Rules::stripped).toList();
    }

    /** The text of every line that is an object in JSON with the key {@code text}; other lines themselves, but for empty ones. */
    static List<String> records(Path file) throws IOException {
        List<String> texts = new ArrayList<>();
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("{")) {
                texts.add(record(file, i + 1, line));
            } else if (!line.isEmpty()) {
                texts.add(line);
            }
        }
        return texts;
    }

    private static String record(Path file, int number, String line) throws IOException {
        try {
            JsonNode text = JsonMapper.shared().readTree(line).path("text");
            if (text.isString()) {
                return text.stringValue();
            }
        } catch (JacksonException e) {
            throw problem(file, "line " + number + " is not valid JSON", e);
        }
        throw problem(file, "line " + number + " is an object without a text", null);
    }

    private static IOException problem(Path file, String what, Throwable cause) {
        FileSystemException problem = new FileSystemException(file.toString(), null, what);
        problem.initCause(cause);
        return problem;
    }
}
