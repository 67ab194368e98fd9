package dev.sedd.model.training;

import dev.sedd.kernels.Bias;
import dev.sedd.kernels.Epilogue;
import dev.sedd.kernels.Gemm;
import dev.sedd.kernels.Linear;
import dev.sedd.kernels.PackedMatrix;
import dev.sedd.kernels.Transpose;
import dev.sedd.kernels.Workers;
import dev.sedd.model.network.TensorNames;

/**
 * A linear layer y = x Wᵀ + b, and its backward pass: dx = dy W, dW = dyᵀ x, db = the sum of dy's rows. Its weight is packed for
 * both passes before every step. Matrices have dense rows.
 */
final class LinearPart {
    private static final int COLUMNS_PER_TASK = 128;

    private final int out;
    private final int in;
    private final int weight; // offset of W (out, in) among the parameters
    private final int bias; // offset of b (out), or -1
    private final float[] biases; // b at the last packing, or null
    private final Epilogue addBias;
    private PackedMatrix transposed; // Wᵀ
    private PackedMatrix plain; // W

    LinearPart(Pass p, ParameterLayout layout, TensorNames.Linear names) {
        out = names.out();
        in = names.in();
        weight = layout.tensor(names.weight().name()).offset();
        bias = names.bias() == null ? -1 : layout.tensor(names.bias().name()).offset();
        biases = biased() ? new float[out] : null;
        addBias = biased() ? Epilogue.bias(biases) : Epilogue.NONE;
        p.keep(this);
    }

    boolean biased() {
        return bias >= 0;
    }

    /** Takes over the parameters as they are now. */
    void pack(float[] parameters) {
        if (biased()) {
            System.arraycopy(parameters, bias, biases, 0, out);
        }
        if (transposed == null) {
            transposed = PackedMatrix.pack(Transpose.YES, in, out, parameters, weight, in);
            plain = PackedMatrix.pack(Transpose.NO, out, in, parameters, weight, in);
        } else {
            transposed.repack(Transpose.YES, parameters, weight, in);
            plain.repack(Transpose.NO, parameters, weight, in);
        }
    }

    /** y = x Wᵀ + b. */
    void forward(Workers workers, int rows, float[] x, int xOff, float[] y, int yOff) {
        Linear.apply(rows, x, xOff, in, transposed, addBias, y, yOff, out, workers);
    }

    /** dx = dy W. */
    void inputGradient(Workers workers, int rows, float[] dy, int dyOff, float[] dx, int dxOff) {
        Linear.apply(rows, dy, dyOff, out, plain, Epilogue.NONE, dx, dxOff, in, workers);
    }

    /** dx = dx + dy W for the batch's few rows, one for each sequence. */
    void addInputGradient(Pass p, float[] dy, float[] dx) {
        float[] more = new float[p.batch * in];
        inputGradient(p.workers, p.batch, dy, 0, more, 0);
        for (int i = 0; i < more.length; i++) {
            dx[i] += more[i];
        }
    }

    /** dW = dW + dyᵀ x, over the first {@code rows} rows. */
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

    /** db = db + the sum of the first rows of dy. Tasks divide the columns: every sum runs over the rows in order. */
    void biasGradient(Pass p, int rows, float[] dy) {
        int tasks = (out + COLUMNS_PER_TASK - 1) / COLUMNS_PER_TASK;
        p.workers.forEach(biased() ? tasks : 0, i -> {
            int from = i * COLUMNS_PER_TASK;
            Bias.backward(rows, Math.min(COLUMNS_PER_TASK, out - from), dy, from, out, p.gradient, bias + from);
        });
    }

    /** Adds what some rows of dy contribute to db to sums. */
    void sumBiasGradient(int rows, float[] dy, int dyOff, float[] sums, int at) {
        if (biased()) {
            Bias.backward(rows, out, dy, dyOff, out, sums, at);
        }
    }

    /** db = db + such sums, over all sequences. */
    void biasGradient(Pass p, ColumnSums sums, int slot) {
        for (int b = 0; biased() && b < p.batch; b++) {
            sums.addTo(b, slot, p.gradient, bias);
        }
    }
}
