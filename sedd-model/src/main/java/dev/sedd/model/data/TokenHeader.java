package dev.sedd.model.data;

import dev.sedd.model.checkpoint.CheckpointException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The first 48 bytes of a file of tokens, little-endian: the eight letters SEDDTOKN, then version (1), bytes of a token (1, 2
 * or 4), tokens of text there are in the vocabulary, tokens of an example (0 in running text), CRC-32 of the data, zero, each
 * of four bytes; then how many tokens follow and how many of them, at the front, are for training, each of eight. Ids are
 * unsigned.
 */
record TokenHeader(int tokenBytes, int vocabularySize, int exampleLength, int checksum, long size, long training) {
    static final int BYTES = 48;
    private static final byte[] MAGIC = "SEDDTOKN".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int MOST_TOKENS = 1 << 24;

    /** The fewest bytes that hold every id of a vocabulary. */
    static int tokenBytes(int vocabularySize) {
        return vocabularySize <= 1 << Byte.SIZE ? 1 : vocabularySize <= 1 << Short.SIZE ? Short.BYTES : Integer.BYTES;
    }

    /** Whether bytes begin as a file of tokens does. */
    static boolean begins(byte[] bytes) {
        return bytes.length >= MAGIC.length && Arrays.equals(Arrays.copyOf(bytes, MAGIC.length), MAGIC);
    }

    ByteBuffer bytes() {
        return ByteBuffer.allocate(BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putInt(VERSION)
                .putInt(tokenBytes)
                .putInt(vocabularySize)
                .putInt(exampleLength)
                .putInt(checksum)
                .putInt(0)
                .putLong(size)
                .putLong(training)
                .flip();
    }

    /** Reads a header and checks that the file's size and its own numbers fit it. */
    static TokenHeader read(Object where, byte[] bytes, long fileBytes) throws CheckpointException {
        if (bytes.length < BYTES || !begins(bytes)) {
            throw new CheckpointException(where, "is not a file of tokens; make it again from its text");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(MAGIC.length);
        int version = in.getInt();
        if (version != VERSION) {
            throw new CheckpointException(where, "is a file of tokens of version " + version + "; only 1 is known");
        }
        int width = in.getInt();
        int vocabulary = in.getInt();
        int example = in.getInt();
        int checksum = in.getInt();
        in.getInt();
        TokenHeader header = new TokenHeader(width, vocabulary, example, checksum, in.getLong(), in.getLong());
        boolean sound = vocabulary >= 1
                && vocabulary <= MOST_TOKENS
                && width == tokenBytes(vocabulary)
                && example >= 0
                && header.training >= 0
                && header.training <= header.size
                && header.size == (fileBytes - BYTES) / width
                && (fileBytes - BYTES) % width == 0
                && (example == 0 || header.size % example == 0 && header.training % example == 0);
        if (!sound) {
            throw new CheckpointException(
                    where, "is a file of tokens that is cut short or damaged; make it again from its text");
        }
        return header;
    }
}
