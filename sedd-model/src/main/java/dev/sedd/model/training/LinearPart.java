package dev.sedd.model.training;

import dev.sedd.kernels.Bias;
import dev.sedd.kernels.Gemm;
import dev.sedd.kernels.Transpose;
import dev.sedd.model.checkpoint.TensorNames;

/**
 * A linear layer y = x Wᵀ + b, and the way back: dx = dy W, dW = dyᵀ x, db = the sum of dy's rows. Matrices have
 * {@code rows} dense rows.
 */
final class LinearPart {
    private static final int COLUMNS_PER_TASK = 128;

    final int out;
    private final int in;
    private final int weight; // offset of W (out, in) among the parameters
    private final int bias; // offset of b (out), or -1

    LinearPart(Parameters parameters, TensorNames.Linear names) {
        out = names.out();
        in = names.in();
        weight = parameters.tensor(names.weight().name()).offset();
        bias = names.bias() == null
                ? -1
                : parameters.tensor(names.bias().name()).offset();
    }

    boolean biased() {
        return bias >= 0;
    }

    /** y = x Wᵀ. */
    void forward(Pass p, int rows, float[] x, float[] y) {
        Gemm.PARALLEL.multiply(
                Transpose.NO,
                Transpose.YES,
                rows,
                out,
                in,
                1,
                x,
                0,
                in,
                p.parameters,
                weight,
                in,
                0,
                y,
                0,
                out,
                p.workers);
    }

    /** y = y + b, for a few rows from {@code row} on. */
    void addBias(Pass p, int rows, float[] y, int row) {
        if (biased()) {
            Bias.add(rows, out, p.parameters, bias, y, row * out, out);
        }
    }

    /** dx = dy W. */
    void inputGradient(Pass p, int rows, float[] dy, float[] dx) {
        inputGradient(p, rows, dy, 0, dx);
    }

    /** dx = dy W + keep · dx. */
    void inputGradient(Pass p, int rows, float[] dy, float keep, float[] dx) {
        Gemm.PARALLEL.multiply(
                Transpose.NO,
                Transpose.NO,
                rows,
                in,
                out,
                1,
                dy,
                0,
                out,
                p.parameters,
                weight,
                in,
                keep,
                dx,
                0,
                in,
                p.workers);
    }

    /** dW = dW + dyᵀ x. */
    void weightGradient(Pass p, int rows, float[] x, float[] dy) {
        Gemm.PARALLEL.multiply(
                Transpose.YES,
                Transpose.NO,
                out,
                in,
                rows,
                1,
                dy,
                0,
                out,
                x,
                0,
                in,
                1,
                p.gradient,
                weight,
                in,
                p.workers);
    }

    /** db = db + the sum of all rows of dy. Tasks divide the columns: every sum runs over the rows in order. */
    void biasGradient(Pass p, int rows, float[] dy) {
        int tasks = (out + COLUMNS_PER_TASK - 1) / COLUMNS_PER_TASK;
        p.workers.forEach(tasks, i -> {
            int from = i * COLUMNS_PER_TASK;
            Bias.backward(rows, Math.min(COLUMNS_PER_TASK, out - from), dy, from, out, p.gradient, bias + from);
        });
    }

    /** Adds to sums what a few rows of dy, from {@code row} on, contribute to db. */
    void sumBiasGradient(int rows, float[] dy, int row, float[] sums, int at) {
        if (biased()) {
            Bias.backward(rows, out, dy, row * out, out, sums, at);
        }
    }

    /** db = db + such sums, over all sequences. */
    void biasGradient(Pass p, ColumnSums sums, int slot) {
        for (int b = 0; biased() && b < p.batch; b++) {
            sums.addTo(b, slot, p.gradient, bias);
        }
    }
}
