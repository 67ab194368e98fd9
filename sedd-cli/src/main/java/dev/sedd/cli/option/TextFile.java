package dev.sedd.cli.option;

import dev.sedd.cli.output.Failure;
import dev.sedd.model.tokens.ByteOrderMark;
import dev.sedd.model.tokens.Tokenizer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text file that is read whole: UTF-8, as it stands, line breaks and all. */
public final class TextFile {
    private static final long MOST_BYTES = 1L << 30;

    private TextFile() {}

    /**
     * The tokens of a file's text.
     *
     * @throws Failure where it is no text, is empty, or holds what the vocabulary lacks; the message says where
     * @throws IOException where it cannot be read
     */
    public static int[] tokens(Path file, Tokenizer tokenizer) throws IOException {
        String text = read(file);
        try {
            return tokenizer.encode(text);
        } catch (IllegalArgumentException e) {
            throw new Failure(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * A file's text.
     *
     * @throws Failure where it is no text, or empty
     * @throws IOException where it cannot be read
     */
    public static String read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new Failure(file + ": is a folder; name a text file");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new Failure(file + ": is larger than 1 GiB; split it");
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        if (!bytes.hasRemaining()) {
            throw new Failure(file + ": is empty; name a text file");
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer characters = CharBuffer.allocate(bytes.remaining());
        CoderResult result = decoder.decode(bytes, characters, true);
        if (result.isError()) {
            throw new Failure(file + ": is no UTF-8 text, see byte " + (bytes.position() + 1));
        }
        String text = characters.flip().toString();
        int zero = text.indexOf('\0');
        if (zero >= 0) {
            throw new Failure(file + ": is no text, character " + (zero + 1) + " is a zero byte");
        }
        return ByteOrderMark.removed(text);
    }
}
