package dev.sedd.model.training;

import static dev.sedd.model.network.Configuration.NORM_EPS;

import dev.sedd.kernels.Bias;
import dev.sedd.kernels.LayerNorm;

/**
 * LayerNorm with a gain, plain or with adaLN's shift and scale, and its backward pass, on rows of one sequence. Its results are
 * not kept: in the backward pass they are computed again.
 */
final class NormPart {
    private final int width;
    private final int gain; // offset among the parameters

    NormPart(ParameterLayout layout, String name) {
        Parameters.Tensor tensor = layout.tensor(name);
        width = tensor.size();
        gain = tensor.offset();
    }

    /** y = LN(x). */
    void forward(Pass p, int rows, float[] x, int xOff, float[] y, int yOff) {
        LayerNorm.apply(rows, width, NORM_EPS, x, xOff, width, p.parameters, gain, y, yOff, width);
    }

    /** dx from dy, and y again; the gain's gradient is added to the sums. dx may be dy. */
    void backward(
            Pass p,
            int rows,
            float[] x,
            int xOff,
            float[] dy,
            int dyOff,
            float[] sums,
            int dGain,
            float[] dx,
            int dxOff,
            float[] y,
            int yOff) {
        LayerNorm.backward(
                rows,
                width,
                NORM_EPS,
                x,
                xOff,
                width,
                p.parameters,
                gain,
                dy,
                dyOff,
                width,
                sums,
                dGain,
                dx,
                dxOff,
                width,
                y,
                yOff,
                width);
    }

    /** The gradient of the gain from its sums over all sequences. */
    void gainGradient(Pass p, ColumnSums sums, int slot) {
        for (int b = 0; b < p.batch; b++) {
            sums.addTo(b, slot, p.gradient, gain);
        }
    }

    /** y = LN(x)·(1 + scale) + shift, with shift and scale at offsets of {@code m}. */
    void modulate(Pass p, int rows, float[] x, int xOff, float[] m, int shift, int scale, float[] y, int yOff) {
        LayerNorm.modulate(
                rows, width, NORM_EPS, x, xOff, width, p.parameters, gain, m, shift, m, scale, y, yOff, width);
    }

    /**
     * dx = dx + what comes from dy, and y again, both where x lies in its own array; the shift's gradient, and the sum that
     * scale and gain need, are added to the sums.
     */
    void modulateBackward(
            Pass p,
            int rows,
            float[] x,
            int xOff,
            float[] m,
            int shift,
            int scale,
            float[] dy,
            float[] sums,
            int dShift,
            int normalSum,
            float[] dx,
            float[] y) {
        Bias.backward(rows, width, dy, 0, width, sums, dShift);
        LayerNorm.modulateBackward(
                rows,
                width,
                NORM_EPS,
                x,
                xOff,
                width,
                p.parameters,
                gain,
                m,
                shift,
                m,
                scale,
                dy,
                0,
                width,
                sums,
                normalSum,
                dx,
                xOff,
                width,
                y,
                xOff,
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
