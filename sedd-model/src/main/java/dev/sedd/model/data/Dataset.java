package dev.sedd.model.data;

import dev.sedd.model.checkpoint.CheckpointException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;

/** A file of tokens, mapped into memory and cut into examples of one length. */
public final class Dataset implements AutoCloseable {
    private static final long PIECE = 1L << 28;

    private final Path file;
    private final Arena arena;
    private final TokenHeader header;
    private final MemorySegment tokens;
    private final Examples training;
    private final Examples validation;

    private Dataset(Path file, Arena arena, TokenHeader header, MemorySegment tokens, int length) {
        this.file = file;
        this.arena = arena;
        this.header = header;
        this.tokens = tokens;
        boolean lines = header.exampleLength() > 0;
        training = new Examples(tokens, header.tokenBytes(), 0, header.training(), length, lines ? length : 1);
        validation = new Examples(tokens, header.tokenBytes(), header.training(), header.size(), length, length);
    }

    /** Whether a file is one of tokens, by its first bytes. */
    public static boolean isTokens(Path file) throws CheckpointException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return TokenHeader.begins(in.readNBytes(Long.BYTES));
        } catch (IOException e) {
            throw CheckpointException.unreadable(file, e);
        }
    }

    /**
     * Maps a file of tokens, without reading them.
     *
     * @param length T, the tokens of an example
     * @throws CheckpointException where it is not one, is cut, is of lines of another length, or has not one example
     *     for training
     */
    public static Dataset open(Path file, int length) throws CheckpointException {
        if (!Files.isRegularFile(file)) {
            throw new CheckpointException(file, Files.exists(file) ? "is not a file" : "there is no such file");
        }
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            int head = (int) Math.min(TokenHeader.BYTES, bytes.byteSize());
            TokenHeader header =
                    TokenHeader.read(file, bytes.asSlice(0, head).toArray(ValueLayout.JAVA_BYTE), bytes.byteSize());
            check(file, header, length);
            return new Dataset(file, arena, header, bytes.asSlice(TokenHeader.BYTES), length);
        } catch (CheckpointException | RuntimeException e) {
            arena.close();
            throw e;
        } catch (IOException e) {
            arena.close();
            throw CheckpointException.unreadable(file, e);
        }
    }

    private static void check(Path file, TokenHeader header, int length) throws CheckpointException {
        if (header.exampleLength() > 0 && header.exampleLength() != length) {
            throw new CheckpointException(
                    file,
                    "holds lines of " + header.exampleLength() + " tokens, the model is for " + length
                            + "; make it again for that length");
        }
        if (header.training() < length) {
            throw new CheckpointException(
                    file,
                    "has " + header.training() + " tokens for training, not one example of " + length
                            + "; give more text, or choose a smaller length");
        }
    }

    /**
     * Reads all tokens once.
     *
     * @throws CheckpointException where they are not those that were written
     */
    public void checkTokens() throws CheckpointException {
        CRC32 found = new CRC32();
        for (long from = 0; from < tokens.byteSize(); from += PIECE) {
            found.update(tokens.asSlice(from, Math.min(PIECE, tokens.byteSize() - from))
                    .asByteBuffer());
        }
        if ((int) found.getValue() != header.checksum()) {
            throw new CheckpointException(file, "is damaged: its tokens are not those that were written");
        }
    }

    /**
     * Refuses another vocabulary than the one of the tokens.
     *
     * @param size how many tokens it has
     * @throws CheckpointException where that is another number than of theirs
     */
    public void checkVocabulary(int size) throws CheckpointException {
        if (header.vocabularySize() != size) {
            throw new CheckpointException(
                    file,
                    "is of a vocabulary of " + header.vocabularySize() + " tokens, but the one given has " + size);
        }
    }

    /** The examples to learn from; at least one. In running text one begins at every token. */
    public Examples training() {
        return training;
    }

    /** The examples that are kept back, none of which overlaps another; there may be none. */
    public Examples validation() {
        return validation;
    }

    /** How many tokens of text the vocabulary has, all ids being below that. */
    public int vocabularySize() {
        return header.vocabularySize();
    }

    /** Whether examples are lines, and not windows of a running text. */
    public Layout layout() {
        return header.exampleLength() > 0 ? Layout.LINES : Layout.TEXT;
    }

    /** The CRC-32 of the tokens, by which a run knows its data. */
    public int checksum() {
        return header.checksum();
    }

    /** Lets the file go. The examples cannot be read any more. */
    @Override
    public void close() {
        arena.close();
    }
}
