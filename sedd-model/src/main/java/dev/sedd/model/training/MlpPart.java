package dev.sedd.model.training;

import dev.sedd.kernels.Gelu;
import dev.sedd.model.checkpoint.TensorNames;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Family;

/**
 * The MLP y = gelu(x Wupᵀ + bup) Wdownᵀ + bdown, and the way back. GELU's result is not kept: its derivative gives it again
 * at little more cost.
 */
final class MlpPart implements Pass.Kept {
    private final LinearPart up;
    private final LinearPart down;
    private final boolean exact;
    private final int inner;
    private final ColumnSums upBias;
    private final ColumnSums downBias;
    private float[] pre = {}; // (B·T, 4D) before GELU

    MlpPart(Pass p, Configuration c, Parameters parameters, TensorNames.Block names) {
        up = new LinearPart(p, parameters, names.up());
        down = new LinearPart(p, parameters, names.down());
        exact = c.family() == Family.NANOGPT;
        inner = names.up().out();
        upBias = new ColumnSums(1, inner);
        downBias = new ColumnSums(1, p.width);
        p.keep(this);
    }

    @Override
    public void resize(int batch, int length) {
        pre = Pass.room(pre, batch * length, inner);
    }

    /** y, the rows of a sequence, from {@code w.normed}. */
    void forward(Pass p, int sequence, Workspace w, float[] y) {
        int row = p.row(sequence);
        int n = p.length * inner;
        up.forward(p.inner(), p.length, w.normed, 0, pre, row * inner);
        if (exact) {
            Gelu.erf(n, pre, row * inner, w.hidden, 0);
        } else {
            Gelu.tanh(n, pre, row * inner, w.hidden, 0);
        }
        down.forward(p.inner(), p.length, w.hidden, 0, y, row * p.width);
    }

    /** Begins the way back of a batch. */
    void beginBackward(Pass p) {
        upBias.clear(p.batch);
        downBias.clear(p.batch);
    }

    /** The gradient of the input, into {@code w.dNormed}, from that of the output in {@code p.mlp}. */
    void backward(Pass p, int sequence, Workspace w) {
        int row = p.row(sequence);
        int at = row * inner;
        float[] d = p.mlp.dInner;
        down.sumBiasGradient(p.length, p.mlp.dOut, row * p.width, downBias.array(), downBias.at(sequence, 0));
        down.inputGradient(p.inner(), p.length, p.mlp.dOut, row * p.width, d, at);
        if (exact) {
            Gelu.erfBackward(p.length * inner, pre, at, d, at, p.hidden, at, d, at);
        } else {
            Gelu.tanhBackward(p.length * inner, pre, at, d, at, p.hidden, at, d, at);
        }
        up.sumBiasGradient(p.length, d, at, upBias.array(), upBias.at(sequence, 0));
        up.inputGradient(p.inner(), p.length, d, at, w.dNormed, 0);
    }

    /** The gradients of weights and biases, once all sequences are through. */
    void weightGradients(Pass p) {
        up.biasGradient(p, upBias, 0);
        down.biasGradient(p, downBias, 0);
        down.weightGradient(p, p.rows(), p.hidden, p.mlp.dOut);
        up.weightGradient(p, p.rows(), p.mlp.in, p.mlp.dInner);
    }
}
