package dev.sedd.model.training;

/** What training makes small: a loss of the parameters on a batch, with its gradient. */
@FunctionalInterface
public interface Objective {
    /**
     * The loss on a batch, in nats per token.
     *
     * @param parameters not modified
     * @param batch not modified, not kept
     * @param scale what the gradient is multiplied by; the loss is not
     * @param gradient receives {@code scale} times the derivatives, added to what is there
     * @param draw a number of its own for every batch of a run, for random numbers such as those of dropout
     */
    double lossAndGradient(Parameters parameters, NoisedBatch batch, float scale, float[] gradient, long draw);
}
