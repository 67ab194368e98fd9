package dev.sedd.model.sampling;

import dev.sedd.model.graph.TransitionGraph;
import dev.sedd.model.noise.NoiseSchedule;

/**
 * Tweedie τ-leaping, "analytic" in the published code (Lou et al. 2024, section 4): with d the noise that the step takes
 * away, weight_y = [exp(−dQ) r]_y · P(d)(y → x). On a single position it is exact for a step of any size.
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
}
