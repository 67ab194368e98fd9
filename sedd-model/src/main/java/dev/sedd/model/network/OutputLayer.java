package dev.sedd.model.network;

import dev.sedd.model.network.Workspace.RowTask;
import dev.sedd.model.score.LogScore;

/**
 * The output layer: Linear(mod(LN(x); shift, scale)), less ln(e^σ − 1) + ln(V − 1) where the network scales by σ, and 0
 * at the current token.
 */
final class OutputLayer {
    private static final int PARTS = 2;
    private static final int SHIFT = 0;
    private static final int SCALE = 1;

    private final Norm norm;
    private final Layer linear;
    private final Layer modulation;
    private final boolean scaleBySigma;
    private final RowTask finish = this::finish;
    private int[] current; // tokens of the pass at hand
    private float[] noise; // its sigma
    private float[] scores; // its output

    OutputLayer(Weights.Head weights, boolean scaleBySigma) {
        norm = new Norm(weights.norm());
        linear = new Layer(weights.linear());
        modulation = new Layer(weights.modulation());
        this.scaleBySigma = scaleBySigma;
    }

    void forward(Workspace w, int[] tokens, float[] sigma, LogScore out) {
        modulation.apply(w.batch, w.condition, w.modulation, w.workers);
        norm.modulate(w, w.stream, w.modulation, PARTS, SHIFT, SCALE, w.normed);
        out.resize(w.rows());
        current = tokens;
        noise = sigma;
        scores = out.values();
        linear.apply(w.rows(), w.normed, scores, w.workers);
        w.forEachRows(finish);
    }

    private void finish(int sequence, int position, int rows, int row) {
        int v = linear.width();
        float offset = scaleBySigma ? SigmaScale.offset(noise[sequence], v) : 0;
        for (int i = row; i < row + rows; i++) {
            int from = i * v;
            if (scaleBySigma) {
                for (int y = from; y < from + v; y++) {
                    scores[y] -= offset;
                }
            }
            scores[from + current[i]] = 0;
        }
    }
}
