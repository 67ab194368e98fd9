package dev.sedd.cli.command;

import dev.sedd.cli.option.TextFile;
import dev.sedd.cli.output.Failure;
import dev.sedd.model.corpus.Corpus;
import dev.sedd.model.corpus.PackedText;
import dev.sedd.model.corpus.PackedText.Grouping;
import dev.sedd.model.data.Layout;
import dev.sedd.model.data.TextData;
import dev.sedd.model.evaluation.Windows;
import dev.sedd.model.tokens.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The text that is evaluated, cut into windows.
 *
 * @param file its file
 * @param corpus the form that the file has
 * @param part of a plain text which part; of a corpus whether its documents were put together in groups or as a whole
 * @param lines whether windows are lines
 * @param windows the windows
 * @param leftOver how many tokens are in no window
 */
record EvalText(Path file, Corpus corpus, String part, boolean lines, Windows windows, long leftOver) {
    private static final String HINT = "; use a longer text or a smaller --length";

    /** What was evaluated, but for the file. */
    String description() {
        return lines ? "lines, " + part : corpus == Corpus.PLAIN ? part : corpus + ", " + part;
    }

    /** The part of a plain text that is evaluated. */
    enum Split {
        ALL,
        TRAIN,
        VALIDATION;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The windows of that part; the validation part is the last tenth. */
        Windows windows(int[] tokens, int length) {
            int end = (int) (tokens.length * 9L / 10);
            return switch (this) {
                case ALL -> new Windows(tokens, 0, tokens.length, length);
                case TRAIN -> new Windows(tokens, 0, end, length);
                case VALIDATION -> new Windows(tokens, end, tokens.length, length);
            };
        }

        /** The tokens of that part of the lines; the validation part is every tenth. */
        int[] lines(TextData text, Tokenizer tokenizer, int length) throws IOException {
            return switch (this) {
                case ALL ->
                    IntStream.concat(
                                    Arrays.stream(text.lines(tokenizer, length, false)),
                                    Arrays.stream(text.lines(tokenizer, length, true)))
                            .toArray();
                case TRAIN -> text.lines(tokenizer, length, false);
                case VALIDATION -> text.lines(tokenizer, length, true);
            };
        }
    }

    /**
     * A part of a file as it stands.
     *
     * @param length T
     * @throws Failure where it is no text of the vocabulary, or shorter than a window
     */
    static EvalText plain(Path file, Split split, Tokenizer tokenizer, int length) throws IOException {
        int[] tokens = TextFile.tokens(file, tokenizer);
        try {
            Windows windows = split.windows(tokens, length);
            return new EvalText(file, Corpus.PLAIN, split.toString(), false, windows, windows.leftOver());
        } catch (IllegalArgumentException e) {
            String part = split == Split.ALL ? "" : ", the " + split + " part of it";
            throw new Failure(file + part + ": " + e.getMessage() + HINT, e);
        }
    }

    /**
     * A part of a file of lines, each of which is a window, filled up with spaces, as in training.
     *
     * @param length T
     * @throws IOException where it is no text of the vocabulary, has a line that is longer than a window, or cannot be read
     */
    static EvalText lines(Path file, Split split, Tokenizer tokenizer, int length) throws IOException {
        try {
            int[] tokens = split.lines(new TextData(file, Layout.LINES), tokenizer, length);
            Windows windows = new Windows(tokens, 0, tokens.length, length);
            return new EvalText(file, Corpus.PLAIN, split.toString(), true, windows, 0);
        } catch (IllegalArgumentException e) {
            throw new Failure(file + ", the " + split + " part of its lines: " + e.getMessage(), e);
        }
    }

    /**
     * A corpus, cleaned and packed as in the paper's code.
     *
     * @param whole whether all documents are put together, not groups of them
     * @param length T
     * @throws Failure where the vocabulary cannot express it, or no window is filled
     * @throws IOException where it cannot be read or is not of the corpus's form
     */
    static EvalText of(Corpus corpus, Path file, boolean whole, Tokenizer tokenizer, int length) throws IOException {
        List<String> documents = corpus.documents(file);
        Grouping grouping = whole ? Grouping.WHOLE : corpus.grouping();
        PackedText text = packed(documents, file, grouping, tokenizer, length);
        if (text.windows().isEmpty()) {
            throw new Failure(String.format(
                    Locale.ROOT,
                    "%s: as %s a text of %d documents and %d tokens, %s than one window of %d%s",
                    file,
                    corpus,
                    documents.size(),
                    text.dropped(),
                    text.dropped() < length ? "shorter" : "which fall into groups that are shorter",
                    length,
                    text.dropped() < length ? HINT : "; put them together with --whole"));
        }
        int[] tokens = text.tokens();
        Windows windows = new Windows(tokens, 0, tokens.length, length);
        return new EvalText(file, corpus, whole ? "whole" : "grouped", false, windows, text.dropped());
    }

    private static PackedText packed(
            List<String> documents, Path file, Grouping grouping, Tokenizer tokenizer, int length) {
        try {
            return PackedText.pack(documents, tokenizer, length, grouping);
        } catch (IllegalArgumentException e) {
            throw new Failure(file + ": " + e.getMessage(), e);
        }
    }
}
