package dev.sedd.model.tokens;

import java.util.Arrays;

/**
 * How files of byte pairs write bytes: one character for each, none of them a space or a control character. The bytes
 * 0x21 to 0x7E, 0xA1 to 0xAC and 0xAE to 0xFF are the characters of the same number; the other 68, in order, are U+0100
 * and those after it, so that a space is Ġ (GPT-2's {@code bytes_to_unicode}).
 */
final class ByteSpelling {
    /** How many bytes there are. */
    static final int BYTES = 256;

    private static final int FIRST_OTHER = 0x100;
    private static final char[] CHARACTERS = new char[BYTES];
    private static final short[] VALUES;

    static {
        int others = FIRST_OTHER;
        for (int b = 0; b < BYTES; b++) {
            boolean itself = b >= 0x21 && b <= 0x7E || b >= 0xA1 && b <= 0xAC || b >= 0xAE;
            CHARACTERS[b] = (char) (itself ? b : others++);
        }
        VALUES = new short[others];
        Arrays.fill(VALUES, (short) -1);
        for (int b = 0; b < BYTES; b++) {
            VALUES[CHARACTERS[b]] = (short) b;
        }
    }

    private ByteSpelling() {}

    /** The character of a byte, 0 to 255. */
    static String of(int b) {
        return String.valueOf(CHARACTERS[b]);
    }

    /** Whether a character stands for a byte. */
    static boolean isSpelling(char c) {
        return c < VALUES.length && VALUES[c] >= 0;
    }

    /**
     * The bytes that a text spells.
     *
     * @throws IllegalArgumentException where a character stands for no byte
     */
    static byte[] bytes(String spelled) {
        byte[] bytes = new byte[spelled.length()];
        for (int i = 0; i < bytes.length; i++) {
            char c = spelled.charAt(i);
            if (!isSpelling(c)) {
                throw new IllegalArgumentException(
                        String.format("the token '%s' holds U+%04X, which stands for no byte", spelled, (int) c));
            }
            bytes[i] = (byte) VALUES[c];
        }
        return bytes;
    }
}
