package dev.sedd.model.training;

import dev.sedd.kernels.Gelu;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Family;
import dev.sedd.model.network.TensorNames;
import dev.sedd.model.score.RowSelection;

/**
 * The MLP y = gelu(x Wupᵀ + bup) Wdownᵀ + bdown, and its backward pass. GELU's result is not kept: its derivative gives it again
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

    MlpPart(Pass p, Configuration c, ParameterLayout layout, TensorNames.Block names) {
        up = new LinearPart(p, layout, names.up());
        down = new LinearPart(p, layout, names.down());
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

    /** y, the chosen rows of a sequence, from {@code w.normed}. */
    void forward(Pass p, int sequence, RowSelection chosen, SequenceScratch w, float[] y) {
        int row = chosen.start(sequence);
        int rows = chosen.count(sequence);
        int n = rows * inner;
        up.forward(p.inner(), rows, w.normed, 0, pre, row * inner);
        if (exact) {
            Gelu.erf(n, pre, row * inner, w.hidden, 0);
        } else {
            Gelu.tanh(n, pre, row * inner, w.hidden, 0);
        }
        down.forward(p.inner(), rows, w.hidden, 0, y, row * p.width);
    }

    /** Begins the backward pass of a batch. */
    void beginBackward(Pass p) {
        upBias.clear(p.batch);
        downBias.clear(p.batch);
    }

    /** The gradient of the input, into {@code w.dNormed}, from that of the output in {@code p.mlp}. */
    void backward(Pass p, int sequence, RowSelection chosen, SequenceScratch w) {
        int row = chosen.start(sequence);
        int rows = chosen.count(sequence);
        int at = row * inner;
        float[] d = p.mlp.dInner;
        down.sumBiasGradient(rows, p.mlp.dOut, row * p.width, downBias.array(), downBias.at(sequence, 0));
        down.inputGradient(p.inner(), rows, p.mlp.dOut, row * p.width, d, at);
        if (exact) {
            Gelu.erfBackward(rows * inner, pre, at, d, at, p.hidden, at, d, at);
        } else {
            Gelu.tanhBackward(rows * inner, pre, at, d, at, p.hidden, at, d, at);
        }
        up.sumBiasGradient(rows, d, at, upBias.array(), upBias.at(sequence, 0));
        up.inputGradient(p.inner(), rows, d, at, w.dNormed, 0);
    }

    /** The gradients of weights and biases, once all sequences are through. */
    void weightGradients(Pass p, int rows) {
        up.biasGradient(p, upBias, 0);
        down.biasGradient(p, downBias, 0);
        down.weightGradient(p, rows, p.hidden, p.mlp.dOut);
        up.weightGradient(p, rows, p.mlp.in, p.mlp.dInner);
    }
}
