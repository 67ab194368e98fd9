package dev.sedd.model.training;

/** The loss, its gradient or a score is no finite number. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int step;

    /** @param step the step that could not be done, counted from 1; the weights are those from before it */
    DivergedException(int step, String message) {
        super(message);
        this.step = step;
    }

    /** Scores that are no finite numbers after a step. */
    public static DivergedException scores(int step, ArithmeticException cause) {
        DivergedException diverged =
                new DivergedException(step, "step " + step + ": " + cause.getMessage() + "; try a lower learning rate");
        diverged.initCause(cause);
        return diverged;
    }

    /** The step that could not be done, or whose weights are of no use, counted from 1. */
    public int step() {
        return step;
    }
}
