package dev.sedd.model.data;

import dev.sedd.model.checkpoint.CheckpointException;

/** The lines of a text that are not empty, with their numbers. A line ends with LF or CR LF. */
final class TextLines {
    private final TextReader reader;
    private long number;

    TextLines(TextReader reader) {
        this.reader = reader;
    }

    /** The number of the last line that was read, counted from 1. */
    long number() {
        return number;
    }

    /** The next line that holds something, or null at the end. */
    String next() throws CheckpointException {
        StringBuilder line = new StringBuilder();
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            if (c != '\n') {
                line.appendCodePoint(c);
                continue;
            }
            number++;
            String text = withoutReturn(line);
            if (!text.isEmpty()) {
                return text;
            }
            line.setLength(0);
        }
        String text = withoutReturn(line);
        if (text.isEmpty()) {
            return null;
        }
        number++;
        return text;
    }

    private static String withoutReturn(StringBuilder line) {
        int length = line.length();
        return line.substring(0, length > 0 && line.charAt(length - 1) == '\r' ? length - 1 : length);
    }
}
