package dev.sedd.model.training;

/**
 * Which activations a training step drops (Srivastava et al. 2014): of each branch's output, after attention's projection and
 * after the MLP and before the gate, as in the paper's code and for both families alike. What is kept is divided by the
 * share that is kept, so that the mean stays.
 *
 * @param share of activations dropped, in [0, 1); it is taken as a multiple of 1/65536
 * @param seed of the masks, and of nothing else
 * @param draw which batch it is; every batch has masks of its own
 */
public record Dropout(double share, long seed, long draw) {
    /** Nothing is dropped. */
    public static final Dropout NONE = new Dropout(0, 0, 0);

    /** Refuses a share outside [0, 1). */
    public Dropout {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("share=" + share + " is not in [0, 1)");
        }
    }
}
