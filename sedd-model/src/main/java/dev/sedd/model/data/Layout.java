package dev.sedd.model.data;

/** What a file of text is to a model. */
public enum Layout {
    /** One running text. An example is a window of it, beginning anywhere. */
    TEXT("text"),
    /** One example in each line, filled up with spaces to the model's length. Empty lines do not count. */
    LINES("lines");

    private final String word;

    Layout(String word) {
        this.word = word;
    }

    /** The word for it in a configuration's {@code data.layout}. */
    public String word() {
        return word;
    }
}
