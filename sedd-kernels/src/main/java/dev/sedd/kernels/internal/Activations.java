package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Lanes.FLOAT;
import static dev.sedd.kernels.internal.Lanes.LENGTH;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.sedd.kernels.Activation;
import jdk.incubator.vector.FloatVector;

/**
 * Activation functions of a tile, rows of {@link MicroKernel#NR} elements one behind the other, and of arrays, which are taken for
 * such tiles. The output may be the input.
 *
 * <p>Each function but exact GELU ({@link GeluTile}) is a few loops, with an array of as many elements between them: the exponents,
 * their exponentials, and what these are for.
 *
 * <p>Relative error bounds, as measured over all exponents: SiLU 2.5e-7, GELU 5.1e-7, in its negative tail 5.1e-7 +
 * 5e-8·x², in its tanh form 1.7e-7·(4 + |2u|). They hold where the exponential inside is at least 1.7e-38; below, it is taken
 * to be 0. All are NaN for −∞, as in PyTorch.
 */
public final class Activations {
    /** Elements of a row of a tile. */
    static final int WIDTH = MicroKernel.NR;

    /** Elements of the largest tile. */
    static final int SIZE = MicroKernel.MR * WIDTH;

    /** 2·√(2/π). */
    static final float TANH_SLOPE = 1.5957691f;

    /** 2·√(2/π)·0.044715. */
    static final float TANH_CUBE = 0.071354816f;

    private Activations() {}

    /** y := f(x). */
    public static void apply(Activation f, int n, float[] x, int xOff, float[] y, int yOff) {
        int i = 0;
        while (n - i >= WIDTH) {
            int rows = Math.min(SIZE, n - i) / WIDTH;
            tile(f, rows, x, xOff + i, y, yOff + i, WIDTH);
            i += rows * WIDTH;
        }
        int rest = n - i;
        if (rest > 0) {
            float[] end = Scratch.END.floats(WIDTH);
            System.arraycopy(x, xOff + i, end, 0, rest);
            tile(f, 1, end, 0, end, 0, WIDTH);
            System.arraycopy(end, 0, y, yOff + i, rest);
        }
    }

    /** y := f(x) of a tile of at most {@link #SIZE} elements. Its rows lie together; those of y begin {@code ldy} apart. */
    static void tile(Activation f, int rows, float[] x, int xOff, float[] y, int yOff, int ldy) {
        int n = rows * WIDTH;
        switch (f) {
            case NONE -> {}
            case GELU_ERF -> GeluTile.apply(rows, x, xOff, y, yOff, ldy);
            case GELU_TANH -> {
                float[] e = Scratch.POWERS.floats(SIZE);
                tanhPowers(n, x, xOff, e);
                sigmoidWeighted(rows, x, xOff, e, y, yOff, ldy);
            }
            case SILU -> {
                float[] e = Scratch.POWERS.floats(SIZE);
                powers(n, x, xOff, e);
                sigmoidWeighted(rows, x, xOff, e, y, yOff, ldy);
            }
        }
    }

    /**
     * e := e^−|a|, a = 2u: GELU in its tanh form is 0.5·x·(1 + tanh(u)), u = √(2/π)·(x + 0.044715·x³), which is x·sigmoid(a) and
     * does not cancel so.
     */
    static void tanhPowers(int n, float[] x, int off, float[] e) {
        arguments(n, x, off, e);
        VectorMath.exp(n, e, 0);
    }

    /** e := e^−|x|. */
    static void powers(int n, float[] x, int off, float[] e) {
        magnitudes(n, x, off, e);
        VectorMath.exp(n, e, 0);
    }

    private static void arguments(int n, float[] x, int off, float[] e) {
        FloatVector slope = FloatVector.broadcast(FLOAT, TANH_SLOPE);
        FloatVector cube = FloatVector.broadcast(FLOAT, TANH_CUBE);
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector u = FloatVector.fromArray(FLOAT, x, off + i);
            u.mul(u).fma(cube, slope).mul(u).abs().neg().intoArray(e, i);
        }
    }

    private static void magnitudes(int n, float[] x, int off, float[] e) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector.fromArray(FLOAT, x, off + i).abs().neg().intoArray(e, i);
        }
    }

    /** y := x·sigmoid(a) from e = e^−|a|, which never overflows, for x of a's sign. */
    private static void sigmoidWeighted(int rows, float[] x, int xOff, float[] e, float[] y, int yOff, int ldy) {
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < WIDTH; j += LENGTH) {
                FloatVector u = FloatVector.fromArray(FLOAT, x, xOff + r * WIDTH + j);
                FloatVector v = FloatVector.fromArray(FLOAT, e, r * WIDTH + j);
                u.blend(u.mul(v), u.compare(LT, 0f)).div(v.add(1f)).intoArray(y, yOff + r * ldy + j);
            }
        }
    }
}
