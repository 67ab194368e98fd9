package dev.sedd.model.sampling;

import dev.sedd.model.graph.TransitionGraph;

/**
 * The weights of a position's next token in closed form, given the ratios r: max(slope · r_y + level, 0) for every y but the
 * token that is there now, x, which has the weight max(here, 0). With these, V weights need not be stored to draw from them.
 */
final class RowWeights {
    /** The factor of the ratios. */
    double slope;

    /** What is added to all of them. */
    double level;

    /** The weight of x. */
    double here;

    /**
     * Those that {@link Predictor#weights} gives a token that can change.
     *
     * @param stride how far the step goes, as the predictor measures it
     * @param others Σ_{y ≠ x} r_y
     * @param ratio r_x
     */
    void compute(Predictor predictor, TransitionGraph graph, double stride, double others, double ratio) {
        switch (predictor) {
            case Tweedie tweedie -> tweedie.closedForm(graph, stride, others, ratio, this);
            case Euler euler -> euler.closedForm(graph, stride, others, this);
        }
    }

    /** Sets all three. */
    void set(double newSlope, double newLevel, double newHere) {
        slope = newSlope;
        level = newLevel;
        here = newHere;
    }
}
