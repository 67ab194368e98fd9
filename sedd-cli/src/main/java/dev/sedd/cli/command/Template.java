package dev.sedd.cli.command;

import java.util.ArrayList;
import java.util.List;

/**
 * A text with gaps: {@code [[n]]} stands for n free tokens, and {@code \[[} for two brackets that are text.
 *
 * @param parts text and gaps, in order; no two texts beside one another, and no empty one
 */
record Template(List<Part> parts) {
    private static final String OPEN = "[[";
    private static final String CLOSE = "]]";
    private static final String ESCAPED = "\\[[";
    private static final int EXCERPT = 16;

    /** A piece of a template. */
    sealed interface Part permits Text, Gap {}

    /**
     * Text that stays.
     *
     * @param text not empty
     */
    record Text(String text) implements Part {}

    /**
     * A gap to fill.
     *
     * @param tokens its length, at least 1
     */
    record Gap(int tokens) implements Part {}

    Template {
        parts = List.copyOf(parts);
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException where it is none; the message says at which character, counted from 1
     */
    static Template parse(String source) {
        List<Part> parts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < source.length()) {
            if (source.startsWith(ESCAPED, at)) {
                text.append(OPEN);
                at += ESCAPED.length();
            } else if (source.startsWith(OPEN, at)) {
                int end = source.indexOf(CLOSE, at);
                Gap gap = gap(source, at, end);
                addText(parts, text);
                parts.add(gap);
                at = end + CLOSE.length();
            } else {
                text.append(source.charAt(at++));
            }
        }
        addText(parts, text);
        if (parts.stream().noneMatch(Gap.class::isInstance)) {
            throw new IllegalArgumentException("the template has no gap to fill; write [[n]] for n free tokens");
        }
        return new Template(parts);
    }

    private static Gap gap(String source, int start, int end) {
        if (end < 0) {
            throw bad(source, start, "has no closing ]]");
        }
        String digits = source.substring(start + OPEN.length(), end);
        if (!digits.matches("[0-9]+")) {
            throw bad(source, start, "holds no number");
        }
        try {
            int tokens = Integer.parseInt(digits);
            if (tokens >= 1) {
                return new Gap(tokens);
            }
        } catch (NumberFormatException e) {
            throw bad(source, start, "is longer than any model's text");
        }
        throw bad(source, start, "is empty; a gap has at least 1 token");
    }

    private static IllegalArgumentException bad(String source, int start, String what) {
        int end = Math.min(source.length(), start + EXCERPT);
        String excerpt = source.substring(start, end) + (end < source.length() ? "…" : "");
        int position = source.codePointCount(0, start) + 1;
        return new IllegalArgumentException("template, character " + position + ": the gap at '" + excerpt + "' " + what
                + " (write [[n]] for n free tokens, \\[[ for the brackets themselves)");
    }

    private static void addText(List<Part> parts, StringBuilder text) {
        if (!text.isEmpty()) {
            parts.add(new Text(text.toString()));
            text.setLength(0);
        }
    }
}
