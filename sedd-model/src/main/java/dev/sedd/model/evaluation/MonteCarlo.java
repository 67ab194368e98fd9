package dev.sedd.model.evaluation;

/**
 * How an expectation over times and noise is estimated.
 *
 * @param draws how often every window is noised, each time anew; at least 1, at least 2 for an error to be known
 * @param batchSize windows scored at once, at least 1; of no influence on the result
 * @param seed any number; the same one gives the same result
 */
public record MonteCarlo(int draws, int batchSize, long seed) {
    private static final int DRAWS_PER_START = 4;

    /** Refuses counts below 1. */
    public MonteCarlo {
        if (draws < 1 || batchSize < 1) {
            throw new IllegalArgumentException(
                    "draws=" + draws + " and batchSize=" + batchSize + " must be at least 1");
        }
    }

    /** Draws for the start term, which is small: a quarter, rounded up, but two where there are two. */
    int startDraws() {
        return Math.max(Math.min(draws, 2), Math.ceilDiv(draws, DRAWS_PER_START));
    }

    /** How many noised windows that makes of {@code windows}. */
    public long evaluations(int windows) {
        return ((long) draws + startDraws()) * windows;
    }
}
