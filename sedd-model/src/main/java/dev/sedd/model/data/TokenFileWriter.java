package dev.sedd.model.data;

import dev.sedd.model.checkpoint.AtomicFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32;

/** Writes a file of tokens, a few at a time; the header comes last, when the numbers are known. */
final class TokenFileWriter {
    private static final int BUFFER_BYTES = 1 << 16;

    private final FileChannel channel;
    private final int vocabularySize;
    private final int width;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32 checksum = new CRC32();
    private long size;

    TokenFileWriter(FileChannel channel, int vocabularySize) throws IOException {
        this.channel = channel;
        this.vocabularySize = vocabularySize;
        this.width = TokenHeader.tokenBytes(vocabularySize);
        channel.position(TokenHeader.BYTES);
    }

    void add(int token) throws IOException {
        if (buffer.remaining() < width) {
            flush();
        }
        switch (width) {
            case Byte.BYTES -> buffer.put((byte) token);
            case Short.BYTES -> buffer.putShort((short) token);
            default -> buffer.putInt(token);
        }
        size++;
    }

    /** How many tokens have been added. */
    long size() {
        return size;
    }

    /**
     * Writes what is left and the header.
     *
     * @param exampleLength tokens of an example, 0 for running text
     * @param training tokens at the front that are for training
     */
    void finish(int exampleLength, long training) throws IOException {
        flush();
        channel.position(0);
        AtomicFiles.writeFully(
                channel,
                new TokenHeader(width, vocabularySize, exampleLength, (int) checksum.getValue(), size, training)
                        .bytes());
    }

    private void flush() throws IOException {
        buffer.flip();
        checksum.update(buffer.duplicate());
        AtomicFiles.writeFully(channel, buffer);
        buffer.clear();
    }
}
