package dev.sedd.model.tokens;

/** U+FEFF, with which some programs begin a file in UTF-8. There it is no letter of the text; elsewhere it is one. */
public final class ByteOrderMark {
    /** The character. */
    public static final char CHARACTER = 0xFEFF;

    private ByteOrderMark() {}

    /** A file's text without the mark at its start, if there is one. */
    public static String removed(String text) {
        return !text.isEmpty() && text.charAt(0) == CHARACTER ? text.substring(1) : text;
    }
}
