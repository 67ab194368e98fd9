package dev.sedd.model.training;

/**
 * Muon's settings (Jordan et al. 2024, "Muon: An optimizer for hidden layers in neural networks", with the scale of Liu et al.
 * 2025, arXiv 2502.16982, equation 4). It moves the matrices of the transformer blocks, those of queries, keys and values each for
 * itself, in the direction of the orthogonal matrix that is nearest to the momentum. With the gradient G' = clip · G:
 *
 * <pre>
 * M := momentum · M + G'
 * O := {@link NewtonSchulz}(G' + momentum · M)
 * W := (1 − rate · decay) · W − rate · 0.2 · √max(rows, columns) · O
 * </pre>
 *
 * <p>The factor gives O's elements the size that those of AdamW's steps have as a rule, so that both take the same rate and decay.
 * All other parameters (tables, norms, biases, the output layer and what depends on the noise) are AdamW's. A state keeps M
 * where it keeps AdamW's first moment.
 *
 * @param momentum in [0, 1)
 * @param adam for all that is not a block's matrix; its decay is Muon's as well
 */
public record Muon(double momentum, AdamW adam) implements Optimizer {
    /** Refuses what is out of range. */
    public Muon {
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("momentum=" + momentum + " is not in [0, 1)");
        }
    }

    @Override
    public Steps on(TrainingState state) {
        return new MuonSteps(this, state);
    }
}
