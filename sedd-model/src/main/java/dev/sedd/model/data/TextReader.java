package dev.sedd.model.data;

import dev.sedd.model.checkpoint.CheckpointException;
import dev.sedd.model.tokens.ByteOrderMark;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A UTF-8 file, read by code points from its start to its end. Refuses what is no text, and says at which byte. */
final class TextReader implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path file;
    private final FileChannel channel;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    private final CharBuffer chars = CharBuffer.allocate(BUFFER_BYTES).limit(0);
    private long decoded; // bytes before the buffer's
    private boolean ended;

    private TextReader(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Opens a file that must be there and not empty. */
    static TextReader open(Path file) throws CheckpointException {
        if (!Files.isRegularFile(file)) {
            throw new CheckpointException(file, Files.exists(file) ? "is not a file" : "there is no such file");
        }
        try {
            if (Files.size(file) == 0) {
                throw new CheckpointException(file, "the file is empty; there is nothing to learn from");
            }
            return new TextReader(file, FileChannel.open(file, StandardOpenOption.READ));
        } catch (CheckpointException e) {
            throw e;
        } catch (IOException e) {
            throw CheckpointException.unreadable(file, e);
        }
    }

    /** The next code point, or −1 at the end. A byte order mark at the start is none of them. */
    int read() throws CheckpointException {
        boolean first = decoded == 0 && bytes.position() == 0;
        if (!chars.hasRemaining() && !fill()) {
            return -1;
        }
        char c = chars.get();
        if (first && c == ByteOrderMark.CHARACTER) {
            return read();
        }
        if (c == 0) {
            throw new CheckpointException(file, "holds a NUL character; it is no text but a binary file");
        }
        if (!Character.isHighSurrogate(c)) {
            return c;
        }
        return Character.toCodePoint(c, chars.hasRemaining() || fill() ? chars.get() : 0);
    }

    /** Decodes more; false at the end. */
    private boolean fill() throws CheckpointException {
        chars.clear();
        while (chars.position() == 0 && !ended) {
            decoded += bytes.position();
            bytes.compact();
            try {
                ended = channel.read(bytes) < 0;
            } catch (IOException e) {
                throw CheckpointException.unreadable(file, e);
            }
            bytes.flip();
            CoderResult result = decoder.decode(bytes, chars, ended);
            if (result.isError()) {
                throw new CheckpointException(
                        file,
                        "is not UTF-8 text: byte " + (decoded + bytes.position() + 1)
                                + " begins no character; convert it to UTF-8, if it is text");
            }
        }
        chars.flip();
        return chars.hasRemaining();
    }

    @Override
    public void close() throws CheckpointException {
        try {
            channel.close();
        } catch (IOException e) {
            throw CheckpointException.unreadable(file, e);
        }
    }
}
