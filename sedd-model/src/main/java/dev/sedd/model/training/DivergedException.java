package dev.sedd.model.training;

/** The loss or its gradient is no finite number. The weights are those from before the step. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int step;

    /** @param step the step that could not be done, counted from 1 */
    DivergedException(int step, String message) {
        super(message);
        this.step = step;
    }

    /** The step that could not be done, counted from 1. */
    public int step() {
        return step;
    }
}
