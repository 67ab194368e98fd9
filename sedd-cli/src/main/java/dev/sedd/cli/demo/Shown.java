package dev.sedd.cli.demo;

import dev.sedd.model.tokens.Tokenizer;

/** Single tokens as they are shown in tables. */
final class Shown {
    private Shown() {}

    /** A token's text with its line breaks and control characters made visible; the mask as ·. */
    static String token(Tokenizer tokenizer, int id) {
        StringBuilder shown = new StringBuilder();
        for (int c : tokenizer.decode(new int[] {id}).codePoints().toArray()) {
            switch (c) {
                case '\n' -> shown.append("\\n");
                case '\r' -> shown.append("\\r");
                case '\t' -> shown.append("\\t");
                case ' ' -> shown.append('_');
                default -> {
                    if (Character.isISOControl(c)) {
                        shown.append(String.format("\\u%04x", c));
                    } else {
                        shown.appendCodePoint(c);
                    }
                }
            }
        }
        return shown.toString();
    }
}
