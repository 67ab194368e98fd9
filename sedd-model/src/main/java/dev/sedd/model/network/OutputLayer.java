package dev.sedd.model.network;

import dev.sedd.kernels.Epilogue;
import dev.sedd.model.score.LogScore;
import dev.sedd.model.score.ScoredRows;

/**
 * The output layer: Linear(mod(LN(x); shift, scale)), less ln(e^σ − 1) + ln(V − 1) where the network scales by σ, and 0
 * at the current token. What is subtracted is taken from the bias before, not from V scores of each row after.
 */
final class OutputLayer {
    private final Norm norm;
    private final Layer linear;
    private final Layer modulation;
    private final float[] bias; // (V)
    private final boolean scaleBySigma;
    private final float[] lessOffset; // (V) bias - offset, or null
    private final Epilogue epilogue; // with what is left of the bias, where something is taken off
    private float offset; // that lessOffset is without

    OutputLayer(Weights.Head weights, boolean scaleBySigma, Packer packer) {
        norm = new Norm(weights.norm(), Modulation.PARTS_HEAD, Modulation.SHIFT_HEAD, Modulation.SCALE_HEAD);
        linear = new Layer(weights.linear(), packer);
        modulation = new Layer(weights.modulation(), packer);
        bias = weights.linear().bias();
        this.scaleBySigma = scaleBySigma;
        lessOffset = scaleBySigma ? bias.clone() : null;
        epilogue = Epilogue.bias(scaleBySigma ? lessOffset : bias);
    }

    /**
     * The scores of all rows of the workspace, in portions.
     *
     * @param portion how many rows at once
     * @param out holds the scores of a portion
     */
    void forward(Workspace w, int[] tokens, float[] sigma, int portion, LogScore out, ScoredRows sink) {
        modulation.apply(w.batch, w.condition, w.modulation, w.workers);
        norm.modulate(w);
        for (int first = 0; first < w.rows(); first += portion) {
            int count = Math.min(portion, w.rows() - first);
            out.resize(count);
            fill(w, first, first + count, tokens, sigma, out.values());
            sink.take(first, count, out);
        }
    }

    /** The scores of rows that lie together; rows of equal noise are one product. */
    private void fill(Workspace w, int first, int end, int[] tokens, float[] sigma, float[] scores) {
        int v = linear.width();
        for (int from = first; from < end; ) {
            float noise = sigma[w.origin(from) / w.length];
            int to = from + 1;
            while (to < end && (!scaleBySigma || sigma[w.origin(to) / w.length] == noise)) {
                to++;
            }
            subtractOffset(noise, v);
            linear.apply(to - from, w.normed, from * w.width, epilogue, scores, (from - first) * v, w.workers);
            from = to;
        }
        for (int i = first; i < end; i++) {
            scores[(i - first) * v + tokens[w.origin(i)]] = 0;
        }
    }

    /** Takes ln(e^σ − 1) + ln(V − 1) off the bias, where the network scales by σ. */
    private void subtractOffset(float sigma, int v) {
        if (!scaleBySigma) {
            return;
        }
        float needed = SigmaScale.offset(sigma, v);
        if (needed != offset) {
            for (int y = 0; y < v; y++) {
                lessOffset[y] = bias[y] - needed;
            }
            offset = needed;
        }
    }
}
