package dev.sedd.model.sampling;

import dev.sedd.model.graph.Absorbing;
import dev.sedd.model.graph.TransitionGraph;
import dev.sedd.model.graph.Uniform;
import dev.sedd.model.noise.NoiseSchedule;

/**
 * Tweedie τ-leaping, "analytic" in the published code (Lou et al. 2024, section 4): with d the noise that the step takes
 * away, weight_y = [exp(−dQ) r]_y · P(d)(y → x). On a single position it is exact for a step of any size, but that e^d multiplies
 * what the ratios are wrong by: under the uniform graph, a step of d = 36 leaves nothing of exact ones in double.
 */
public record Tweedie() implements Predictor {
    /** {@inheritDoc} Here d = σ̄(from) − σ̄(to). */
    @Override
    public double stride(NoiseSchedule noise, double from, double to) {
        return noise.total(from) - noise.total(to);
    }

    /** {@inheritDoc} Here the staggered score times the transition row. */
    @Override
    public void weights(TransitionGraph graph, int x, double stride, double[] ratios, double[] out) {
        graph.staggeredScore(ratios, stride);
        graph.transition(x, stride, out);
        int vocabularySize = graph.vocabularySize();
        for (int y = 0; y < vocabularySize; y++) {
            out[y] *= ratios[y];
        }
    }

    /**
     * Off x, uniform: (r_y e^d + (1−e^d)/V · Σr) · (1−e^−d)/V; absorbing: r_y e^d (1−e^−d). At x, uniform: the same with
     * e^−d more chance; absorbing: r_x + (1−e^d) · Σ_{y ≠ x} r_y, a sum that may be far smaller than r_x = 1.
     */
    void closedForm(TransitionGraph graph, double stride, double others, double ratio, RowWeights out) {
        double growth = StrictMath.exp(stride);
        double loss = -StrictMath.expm1(stride); // 1 − e^d
        double moved = -StrictMath.expm1(-stride);
        switch (graph) {
            case Uniform uniform -> {
                double shared = loss / uniform.vocabularySize() * (others + ratio);
                double chance = moved / uniform.vocabularySize();
                double stays = StrictMath.exp(-stride) + chance;
                out.set(growth * chance, shared * chance, (ratio * growth + shared) * stays);
            }
            case Absorbing absorbing -> out.set(growth * moved, 0, ratio + loss * others);
        }
    }
}
