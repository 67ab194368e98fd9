package dev.sedd.model.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Configurations and vocabularies: files that are read whole, up to a limit. */
final class SmallFiles {
    private static final int MOST_BYTES = 4 << 20;
    private static final int MOST_VOCABULARY_BYTES = 8 << 20;

    private SmallFiles() {}

    /** Refuses what is no file that could be read. */
    static void requireFile(Path file) throws CheckpointException {
        if (!Files.isRegularFile(file)) {
            throw new CheckpointException(file, Files.exists(file) ? "is not a file" : "there is no such file");
        }
    }

    /** The whole file, of at most 4 MiB. */
    static byte[] bytes(Path file) throws CheckpointException {
        return bytes(file, MOST_BYTES);
    }

    /** The whole file of a vocabulary, of at most 8 MiB: GPT-2's have one or two. */
    static byte[] vocabulary(Path file) throws CheckpointException {
        return bytes(file, MOST_VOCABULARY_BYTES);
    }

    private static byte[] bytes(Path file, int most) throws CheckpointException {
        requireFile(file);
        try {
            long size = Files.size(file);
            if (size > most) {
                throw new CheckpointException(
                        file, "has " + size + " bytes, more than the " + most + " that such a file may have");
            }
            return Files.readAllBytes(file);
        } catch (CheckpointException e) {
            throw e;
        } catch (IOException e) {
            throw CheckpointException.unreadable(file, e);
        }
    }

    /** The text of bytes that must be UTF-8. */
    static String utf8(Object where, byte[] bytes) throws CheckpointException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new CheckpointException(where, "is not UTF-8 text", e);
        }
    }
}
