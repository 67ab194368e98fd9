package dev.sedd.model.training;

/** The batches of a run, each known by the number of its step. A step may be cut into parts, whose gradients are added up. */
public interface Batches {
    /** How many parts a step is cut into, all of the same size. */
    int parts();

    /**
     * A part of a step's batch; valid until the next call.
     *
     * @param step counted from 1
     * @param part from 0
     */
    NoisedBatch part(int step, int part);
}
