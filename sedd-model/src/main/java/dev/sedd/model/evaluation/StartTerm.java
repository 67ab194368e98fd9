package dev.sedd.model.evaluation;

import dev.sedd.model.graph.Absorbing;
import dev.sedd.model.graph.TransitionGraph;
import dev.sedd.model.graph.Uniform;

/**
 * What the bound pays for the last step, from the noise at t_min to the text: −ln p(x0 | x), in nats for a token, x being the text noised
 * until t_min, where the model says p(y | x) ∝ r_y P(σ̄(t_min))(y → x) over the tokens of text. Under absorb this is the sampler's own
 * denoising step, taken from t_min and not from the sampler's t_N. Under uniform that step may give negative weights; this one cannot, and
 * differs from it by O(σ̄(t_min)). Any distribution that the model gives makes a true bound.
 */
final class StartTerm {
    private StartTerm() {}

    /** The term at one position, whose V log scores begin at {@code off}. */
    static double nats(TransitionGraph graph, float[] logScore, int off, int clean, int noised, double sigma) {
        return switch (graph) {
            case Absorbing absorbing ->
                noised == absorbing.mask()
                        ? logSum(logScore, off, absorbing.tokens(), -1, 0) - logScore[off + clean]
                        : 0;
            case Uniform uniform -> {
                // All weights over P(y → x), y ≠ x, so that only the one of staying has a factor.
                double moved = -StrictMath.expm1(-sigma) / uniform.vocabularySize();
                double stay = StrictMath.log1p(StrictMath.exp(-sigma) / moved);
                double all = logSum(logScore, off, uniform.vocabularySize(), noised, stay);
                yield all - logScore[off + clean] - (clean == noised ? stay : 0);
            }
        };
    }

    /** ln Σ_y e^(l_y), with {@code more} added to the exponent at y = {@code at}. */
    private static double logSum(float[] l, int off, int n, int at, double more) {
        double most = Double.NEGATIVE_INFINITY;
        for (int y = 0; y < n; y++) {
            most = StrictMath.max(most, y == at ? l[off + y] + more : l[off + y]);
        }
        double sum = 0;
        for (int y = 0; y < n; y++) {
            sum += StrictMath.exp((y == at ? l[off + y] + more : l[off + y]) - most);
        }
        return most + StrictMath.log(sum);
    }
}
