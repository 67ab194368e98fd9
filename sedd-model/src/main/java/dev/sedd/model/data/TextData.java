package dev.sedd.model.data;

import dev.sedd.model.checkpoint.AtomicFiles;
import dev.sedd.model.checkpoint.CheckpointException;
import dev.sedd.model.tokens.CharacterTokenizer;
import dev.sedd.model.tokens.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * A file of text, encoded once into a file of tokens. Nine tenths of it are for training, the rest for validation: in running
 * text the first nine tenths, rounded down; of lines all but every tenth, so that a sorted list is parted fairly. The text is
 * read as a stream, of whatever size.
 */
public final class TextData {
    private static final int PARTS = 10;

    /** What fills a line up to the model's length. */
    private static final String PAD = " ";

    private final Path text;
    private final Layout layout;

    /** A corpus of a UTF-8 text file, which is not read yet. */
    public TextData(Path text, Layout layout) {
        this.text = text;
        this.layout = layout;
    }

    /**
     * The vocabulary of its characters, in the order of their code points; of lines without the line breaks, and with the
     * space that fills them up.
     *
     * @throws CheckpointException where the file is empty, no text, or cannot be read
     */
    public Tokenizer characters() throws CheckpointException {
        BitSet found = new BitSet();
        try (TextReader reader = TextReader.open(text)) {
            if (layout == Layout.TEXT) {
                for (int c = reader.read(); c >= 0; c = reader.read()) {
                    found.set(c);
                }
            } else {
                TextLines lines = new TextLines(reader);
                for (String line = lines.next(); line != null; line = lines.next()) {
                    line.codePoints().forEach(found::set);
                }
                PAD.codePoints().forEach(found::set);
            }
        }
        if (found.isEmpty()) {
            throw new CheckpointException(
                    text, "the file is empty but for a byte order mark; there is nothing to learn from");
        }
        StringBuilder vocabulary = new StringBuilder();
        found.stream().forEach(vocabulary::appendCodePoint);
        return new CharacterTokenizer(vocabulary.toString());
    }

    /**
     * Encodes it.
     *
     * @param length T, the tokens of an example
     * @param out the file of tokens; replaced, when all is written, where there is one
     * @throws CheckpointException where the text is empty, no text, too short for one example, has a line that is too long,
     *     or holds what the tokenizer does not know; or a file cannot be read or written
     */
    public void encode(Tokenizer tokenizer, int length, Path out) throws CheckpointException {
        AtomicFiles.write(out, out, channel -> {
            TokenFileWriter writer = new TokenFileWriter(channel, tokenizer.size());
            switch (layout) {
                case TEXT -> encodeText(tokenizer, length, writer);
                case LINES -> encodeLines(tokenizer, length, writer);
            }
        });
    }

    private void encodeText(Tokenizer tokenizer, int length, TokenFileWriter writer) throws IOException {
        try (TextReader reader = TextReader.open(text)) {
            TextChunks chunks = new TextChunks(reader, tokenizer);
            for (String chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
                for (int token : encode(tokenizer, chunk, "after token " + writer.size())) {
                    writer.add(token);
                }
            }
        }
        long training = writer.size() / PARTS * (PARTS - 1) + writer.size() % PARTS * (PARTS - 1) / PARTS;
        if (training < length) {
            throw new CheckpointException(
                    text,
                    "has " + writer.size() + " tokens, of which nine tenths (" + training
                            + ") are for training; that is not one example of " + length
                            + " tokens: give more text, or choose a smaller length");
        }
        writer.finish(0, training);
    }

    /**
     * The tokens of lines in memory, those of each filled up to T, whatever the layout.
     *
     * @param length T
     * @param kept whether the lines that are kept back for validation, or all others
     * @throws CheckpointException as {@link #encode(Tokenizer, int, Path)} for lines, but where there are none
     */
    public int[] lines(Tokenizer tokenizer, int length, boolean kept) throws IOException {
        IntStream.Builder tokens = IntStream.builder();
        encodeLines(tokenizer, length, pad(tokenizer), tokens::add, kept);
        return tokens.build().toArray();
    }

    private void encodeLines(Tokenizer tokenizer, int length, TokenFileWriter writer) throws IOException {
        int pad = pad(tokenizer);
        encodeLines(tokenizer, length, pad, writer::add, false);
        long training = writer.size();
        if (training == 0) {
            throw new CheckpointException(text, "has no line that holds something; there is nothing to learn from");
        }
        encodeLines(tokenizer, length, pad, writer::add, true);
        writer.finish(length, training);
    }

    /** Where tokens go. */
    @FunctionalInterface
    private interface TokenSink {
        void add(int token) throws IOException;
    }

    /** Every tenth line, or all others. */
    private void encodeLines(Tokenizer tokenizer, int length, int pad, TokenSink out, boolean tenth)
            throws IOException {
        try (TextReader reader = TextReader.open(text)) {
            TextLines lines = new TextLines(reader);
            long count = 0;
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (tenth != (++count % PARTS == 0)) {
                    continue;
                }
                int[] tokens = encode(tokenizer, line, "line " + lines.number());
                if (tokens.length > length) {
                    throw new CheckpointException(
                            text,
                            "line " + lines.number() + " has " + tokens.length + " tokens, more than the length of "
                                    + length + "; choose a greater length, or shorten the line");
                }
                for (int i = 0; i < length; i++) {
                    out.add(i < tokens.length ? tokens[i] : pad);
                }
            }
        }
    }

    private int pad(Tokenizer tokenizer) throws CheckpointException {
        int[] pad = encode(tokenizer, PAD, "the space that fills lines up");
        if (pad.length != 1) {
            throw new CheckpointException(
                    text, "the vocabulary has no token for a single space, to fill lines up with");
        }
        return pad[0];
    }

    private int[] encode(Tokenizer tokenizer, String piece, String place) throws CheckpointException {
        try {
            return tokenizer.encode(piece);
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(text, place + ": " + e.getMessage(), e);
        }
    }
}
