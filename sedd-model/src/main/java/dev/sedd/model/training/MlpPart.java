package dev.sedd.model.training;

import dev.sedd.kernels.Gelu;
import dev.sedd.model.checkpoint.TensorNames;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Family;

/**
 * The MLP y = gelu(x Wupᵀ + bup) Wdownᵀ, whose last bias its caller adds, and the way back. GELU's result is not kept: its
 * derivative gives it again at little more cost.
 */
final class MlpPart implements Pass.Kept {
    final LinearPart down;
    private final LinearPart up;
    private final boolean exact;
    private final int width;
    private final ColumnSums biasSums;
    private float[] pre = {}; // (B·T, 4D) before GELU, with the bias

    MlpPart(Configuration c, Parameters parameters, TensorNames.Block names) {
        up = new LinearPart(parameters, names.up());
        down = new LinearPart(parameters, names.down());
        exact = c.family() == Family.NANOGPT;
        width = names.up().out();
        biasSums = new ColumnSums(1, width);
    }

    @Override
    public void resize(int batch, int length) {
        pre = Pass.room(pre, batch * length, width);
    }

    void forward(Pass p, float[] x, float[] y) {
        up.forward(p, p.rows(), x, pre);
        p.forEachRows((task, sequence, position, rows, row) -> {
            up.addBias(p, rows, pre, row);
            int n = rows * width;
            if (exact) {
                Gelu.erf(n, pre, row * width, p.hidden, row * width);
            } else {
                Gelu.tanh(n, pre, row * width, p.hidden, row * width);
            }
        });
        down.forward(p, p.rows(), p.hidden, y);
    }

    /** dx from dy, by way of {@code p.dHidden}, and the gradients of all but the first weight. */
    void backward(Pass p, float[] dy, float[] dx) {
        down.inputGradient(p, p.rows(), dy, p.dHidden);
        biasSums.clear(up.biased() ? p.batch : 0, p.tasksPerSequence());
        p.forEachRows((task, sequence, position, rows, row) -> {
            int at = row * width;
            if (exact) {
                Gelu.erfBackward(rows * width, pre, at, p.dHidden, at, p.hidden, at, p.dHidden, at);
            } else {
                Gelu.tanhBackward(rows * width, pre, at, p.dHidden, at, p.hidden, at, p.dHidden, at);
            }
            up.sumBiasGradient(rows, p.dHidden, row, biasSums.array(), biasSums.at(task, 0));
        });
        up.biasGradient(p, biasSums, 0);
        down.weightGradient(p, p.rows(), p.hidden, dy);
        up.inputGradient(p, p.rows(), p.dHidden, dx);
    }

    /** The gradient of the first weight, from {@code p.dHidden}, once x has been computed again. */
    void inputWeightGradient(Pass p, float[] x) {
        up.weightGradient(p, p.rows(), x, p.dHidden);
    }
}
