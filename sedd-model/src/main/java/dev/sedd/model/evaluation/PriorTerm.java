package dev.sedd.model.evaluation;

import dev.sedd.model.graph.Absorbing;
import dev.sedd.model.graph.TransitionGraph;
import dev.sedd.model.graph.Uniform;

/**
 * What the bound pays at t = 1 for starting from the limit and not from the noised text: KL(p(x_1 | x0) ‖ prior), in nats
 * per token, exact, the same for every token (Lou et al. 2024, theorem 3.6). With q = e^−σ̄(1), the chance that a token has
 * not moved:
 *
 * <ul>
 *   <li>uniform, the prior being every token with chance 1/V: ((1+(V−1)q)/V) ln(1+(V−1)q) + ((V−1)(1−q)/V) ln(1−q).
 *   <li>absorb: a text at t = 1 still has some tokens, from which a prior of masks alone would be infinitely far. So the prior is the
 *       mask with chance 1−q, as the noised text has it, and each of the V−1 tokens of text with chance q/(V−1): q ln(V−1).
 * </ul>
 */
final class PriorTerm {
    private PriorTerm() {}

    /** The term for a total noise σ̄(1). */
    static double nats(TransitionGraph graph, double sigma) {
        double q = StrictMath.exp(-sigma);
        return switch (graph) {
            case Absorbing absorbing -> q * StrictMath.log(absorbing.tokens());
            case Uniform uniform -> {
                double others = uniform.vocabularySize() - 1.0;
                double stayed = (1 + others * q) * StrictMath.log1p(others * q);
                double moved = q == 1 ? 0 : others * (1 - q) * StrictMath.log1p(-q);
                yield (stayed + moved) / uniform.vocabularySize();
            }
        };
    }
}
