package dev.sedd.model.sampling;

import dev.sedd.model.graph.Absorbing;
import dev.sedd.model.graph.TransitionGraph;
import dev.sedd.model.graph.Uniform;
import dev.sedd.model.noise.NoiseSchedule;

/**
 * Euler's method on the reverse process, τ-leaping (Lou et al. 2024, section 4): with Δ the step in time,
 * weight_y = [y = x] + Δ σ̄'(from) · R_y, where R is the reverse rate. Its error is of first order in Δ.
 */
public record Euler() implements Predictor {
    /** {@inheritDoc} Here (from − to) · σ̄'(from), the noise to first order. */
    @Override
    public double stride(NoiseSchedule noise, double from, double to) {
        return (from - to) * noise.rate(from);
    }

    /** {@inheritDoc} Here one at x, and the reverse rates times the stride. */
    @Override
    public void weights(TransitionGraph graph, int x, double stride, double[] ratios, double[] out) {
        graph.reverseRate(x, ratios, out);
        int vocabularySize = graph.vocabularySize();
        for (int y = 0; y < vocabularySize; y++) {
            out[y] *= stride;
        }
        out[x] += 1;
    }

    /** Off x the stride times the rate of the graph, 1/V or 1, times the ratio; at x one less their sum. */
    void closedForm(TransitionGraph graph, double stride, double others, RowWeights out) {
        double rate = switch (graph) {
            case Uniform uniform -> 1.0 / uniform.vocabularySize();
            case Absorbing absorbing -> 1;
        };
        out.set(stride * rate, 0, 1 - stride * rate * others);
    }
}
