package dev.sedd.model.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The corpora of the paper's table, and plain text. The first four are published as lists of tokens with spaces between
 * them, or with signs of their own; {@link #clean} undoes that as the paper's code does, replacement by replacement, so
 * that perplexities can be compared with its table. Some of its rules are rough; they are kept. One is left out: it was
 * meant to close the gap in {@code ' 90s}, but by two slashes too many finds {@code /' 9/} alone.
 */
public enum Corpus {
    /**
     * WikiText-2 and WikiText-103, the raw files: each line is a document, with its line break. Taken away are the space
     * before a sign, the signs {@code @-@ @,@ @.@} within numbers and words, spaces inside of brackets and quotation
     * marks, between the signs of a heading, before 's, and at the ends of lines.
     */
    WIKITEXT(new Rules()
            .replace("s '", "s'")
            .replace(" @-@ ", "-")
            .replace(" @,@ ", ",")
            .replace(" @.@ ", ".")
            .attach(":", ";", ".", "!", "?", ",")
            .find("\\(<s>*([^)]*?)<s>*\\)", "($1)")
            .find("\\[<s>*([^\\]]*?)<s>*\\]", "[$1]")
            .find("\\{<s>*([^}]*?)<s>*\\}", "{$1}")
            .find("\"<s>*([^\"]*?)<s>*\"", "\"$1\"")
            .find("'<s>*([^']*?)<s>*'", "'$1'")
            .replace("= = = =", "====")
            .replace("= = =", "===")
            .replace("= =", "==")
            .replace(" ° ", "°")
            .replace(" \n", "\n")
            .replace("\n ", "\n")
            .replace(" N ", " 1 ")
            .replace(" 's", "'s")),

    /**
     * Penn Treebank in Mikolov's form, all small letters and no signs: each line is a document, without its break.
     * Contractions are joined, every number N becomes 1 and the unknown word a question mark.
     */
    PTB(new Rules()
            .replace(" 's", "'s")
            .replace("s ' ", "s' ")
            .replace(" n't", "n't")
            .replace(" \n ", "\n")
            .replace("\\/", "/")
            .replace(" N ", " 1 ")
            .replace(" N ", " 1 ") // Those that shared a space with the one before.
            .replace("$ 1", "$1")
            .replace("# 1", "#1")
            .replace("<unk>", "?")),

    /**
     * The One Billion Word benchmark: each line is a document, without its break. Taken away are the spaces of
     * addresses, before contractions and signs, inside of brackets and quotation marks, and after signs of money.
     */
    LM1B(new Rules()
            .replace("http : / / ", "http://")
            .replace("https : / / ", "https://")
            .find(" '(<w>+)", "'$1")
            .find(" (<w>+) \\. ", " $1. ")
            .find(" (<w>+) \\.$", " $1.")
            .attach("?")
            .find(" \\?$", "?")
            .attach("!")
            .find(" !$", "!")
            .attach(",", ":", ";")
            .replace(" / ", "/")
            .find("\" ([^\"]+) \"", "\"$1\"")
            .find("' ([^']+) '", "'$1'")
            .find("\\( ([^()]+) \\)", "($1)")
            .find("\\[ ([^\\[\\]]+) \\]", "[$1]")
            .replace("$ ", "$")
            .replace("£ ", "£")),

    /**
     * LAMBADA as published with GPT-2: each line is an object with the key {@code text}, or a text itself. Curly
     * quotation marks become straight ones; a line break stands in front, no white space at the end.
     */
    LAMBADA(new Rules().replace("“", "\"").replace("”", "\"").strip().begin("\n")),

    /** Text as it is: the whole file is one document. */
    PLAIN(new Rules());

    private final Rules rules;

    Corpus(Rules rules) {
        this.rules = rules;
    }

    /**
     * A corpus by its name.
     *
     * @throws IllegalArgumentException where there is none of that name; the message tells the names
     */
    public static Corpus of(String name) {
        return Arrays.stream(values())
                .filter(corpus -> corpus.toString().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("'" + name + "' is not one of " + Arrays.toString(values())));
    }

    /** A document as ordinary text. */
    public String clean(String document) {
        return rules.apply(document);
    }

    /**
     * The documents of a file in the corpus's published form, cleaned.
     *
     * @param file in UTF-8
     * @throws IOException where it cannot be read, is no UTF-8, or is not of that form; the message says which line
     */
    public List<String> documents(Path file) throws IOException {
        List<String> documents = switch (this) {
            case WIKITEXT -> CorpusFile.linesWithBreaks(file);
            case PTB, LM1B -> CorpusFile.lines(file);
            case LAMBADA -> CorpusFile.records(file);
            case PLAIN -> List.of(CorpusFile.text(file));
        };
        return documents.stream().map(this::clean).toList();
    }

    /** How the paper's code puts this corpus's documents together; plain text is put together whole. */
    public PackedText.Grouping grouping() {
        return this == PLAIN ? PackedText.Grouping.WHOLE : PackedText.Grouping.PAPER;
    }

    /** Its name on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
