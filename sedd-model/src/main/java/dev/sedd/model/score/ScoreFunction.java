package dev.sedd.model.score;

/**
 * The concrete score of a noised sequence x, in logarithms: for every position and every token y an estimate of
 * ln(p_σ(x with y there)/p_σ(x)), where p_σ is the distribution of texts after total noise σ (Lou et al. 2024, section 3). It is what
 * score entropy teaches.
 */
public interface ScoreFunction {
    /** V, the mask counted where there is one. */
    int vocabularySize();

    /** The longest sequence that it can score. */
    int maxLength();

    /**
     * Computes log scores.
     *
     * @param batch B
     * @param length T, at most {@link #maxLength()}
     * @param tokens (B, T) ids in [0, V); not modified
     * @param sigma (B) total noise σ̄(t) of each sequence, greater than 0 and finite; not modified
     * @param out receives (B, T, V); the entry at the current token is 0
     * @throws IllegalArgumentException where a size, an id or a noise is out of range
     */
    void logScore(int batch, int length, int[] tokens, float[] sigma, LogScore out);

    /**
     * Computes the log scores of some rows only: bit for bit those that {@link #logScore(int, int, int[], float[], LogScore)}
     * gives them. This default computes all rows; a network that can leave out the others overrides it.
     *
     * @param rows those wanted, of a batch of this size
     * @param sink receives them; not called where there are none
     * @throws IllegalArgumentException where a size, an id or a noise is out of range
     */
    default void logScore(int batch, int length, int[] tokens, float[] sigma, RowSelection rows, ScoredRows sink) {
        if (rows.count() > 0) {
            LogScore scores = new LogScore(vocabularySize());
            logScore(batch, length, tokens, sigma, scores);
            scores.keep(rows);
            sink.take(0, rows.count(), scores);
        }
    }
}
