package dev.sedd.model.training;

import dev.sedd.kernels.Bias;
import dev.sedd.kernels.LayerNorm;

/**
 * LayerNorm with a gain, plain or with adaLN's shift and scale, and the way back, on a few rows at a time from {@code row}
 * on. Its results are not kept: on the way back they are computed again, while the rows are in cache.
 */
final class NormPart {
    private static final float EPS = 1e-5f;

    private final int width;
    private final int gain; // offset among the parameters

    NormPart(Parameters parameters, String name) {
        Parameters.Tensor tensor = parameters.tensor(name);
        width = tensor.size();
        gain = tensor.offset();
    }

    /** y = LN(x). */
    void forward(Pass p, int rows, int row, float[] x, float[] y) {
        int at = row * width;
        LayerNorm.apply(rows, width, EPS, x, at, width, p.parameters, gain, y, at, width);
    }

    /** dx from dy, and y again; the gain's gradient is added to the sums. dx may be dy. */
    void backward(Pass p, int rows, int row, float[] x, float[] dy, float[] sums, int dGain, float[] dx, float[] y) {
        int at = row * width;
        LayerNorm.backward(
                rows,
                width,
                EPS,
                x,
                at,
                width,
                p.parameters,
                gain,
                dy,
                at,
                width,
                sums,
                dGain,
                dx,
                at,
                width,
                y,
                at,
                width);
    }

    /** The gradient of the gain from its sums over all sequences. */
    void gainGradient(Pass p, ColumnSums sums, int slot) {
        for (int b = 0; b < p.batch; b++) {
            sums.addTo(b, slot, p.gradient, gain);
        }
    }

    /** y = LN(x)·(1 + scale) + shift, with shift and scale at offsets of {@code m}. */
    void modulate(Pass p, int rows, int row, float[] x, float[] m, int shift, int scale, float[] y) {
        int at = row * width;
        LayerNorm.modulate(rows, width, EPS, x, at, width, p.parameters, gain, m, shift, m, scale, y, at, width);
    }

    /**
     * dx = dx + what comes from dy, and y again; the shift's gradient, and the sum that scale and gain need, are added to the
     * sums.
     */
    void modulateBackward(
            Pass p,
            int rows,
            int row,
            float[] x,
            float[] m,
            int shift,
            int scale,
            float[] dy,
            float[] sums,
            int dShift,
            int normalSum,
            float[] dx,
            float[] y) {
        int at = row * width;
        Bias.backward(rows, width, dy, at, width, sums, dShift);
        LayerNorm.modulateBackward(
                rows,
                width,
                EPS,
                x,
                at,
                width,
                p.parameters,
                gain,
                m,
                shift,
                m,
                scale,
                dy,
                at,
                width,
                sums,
                normalSum,
                dx,
                at,
                width,
                y,
                at,
                width);
    }

    /**
     * Turns the sums over a sequence's normalised rows, which lie where the gradient of the scale belongs, into that, and
     * adds the gradient of the gain.
     *
     * @param m modulation, the scale of that sequence at {@code scale}
     * @param dm its gradient, the sums at {@code dScale}
     */
    void scaleAndGainGradient(Pass p, float[] m, int scale, float[] dm, int dScale) {
        for (int j = 0; j < width; j++) {
            float sum = dm[dScale + j];
            p.gradient[gain + j] += (1 + m[scale + j]) * sum;
            dm[dScale + j] = p.parameters[gain + j] * sum;
        }
    }
}
