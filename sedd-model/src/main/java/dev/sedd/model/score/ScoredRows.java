package dev.sedd.model.score;

/** Takes the log scores of selected rows, some rows at a time, so that those of all need never be in memory together. */
@FunctionalInterface
public interface ScoredRows {
    /**
     * Takes the log scores of the selected rows number {@code first} .. {@code first + count}, after those before them.
     *
     * @param scores row i is that of the selected row number {@code first + i}; to be read during the call
     *     only, which must not ask the same function for others
     */
    void take(int first, int count, LogScore scores);
}
