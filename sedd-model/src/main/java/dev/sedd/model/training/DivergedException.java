package dev.sedd.model.training;

/** The loss, its gradient or a score is no finite number. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final String ADVICE =
            "; the run cannot go on: begin anew with a lower learning rate, a longer warm-up or stronger clipping";

    private final int step;

    /** @param step the step that could not be done, counted from 1; the weights are those from before it */
    DivergedException(int step, String what) {
        this(step, what, null);
    }

    private DivergedException(int step, String what, Throwable cause) {
        super("step " + step + ": " + what + ADVICE, cause);
        this.step = step;
    }

    /** Scores that are no finite numbers after a step. */
    public static DivergedException scores(int step, ArithmeticException cause) {
        return new DivergedException(step, cause.getMessage(), cause);
    }

    /** The step that could not be done, or whose weights are of no use, counted from 1. */
    public int step() {
        return step;
    }
}
