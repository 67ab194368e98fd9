package dev.sedd.model.noise;

/**
 * The times that are trained on and evaluated, [{@link #START}, 1]. Below, nearly nothing is noised, and the score entropy of the few
 * positions that are grows as 1/σ̄(t), so that one of them may outweigh a batch.
 */
public final class TimeRange {
    /** t_min. */
    public static final double START = 1e-3;

    private TimeRange() {}

    /**
     * The time at a place in the range.
     *
     * @param place in [0, 1], from its start to its end
     */
    public static double at(double place) {
        return Math.min(1, START + (1 - START) * place);
    }
}
