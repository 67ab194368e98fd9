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
 * <p>Each function is a few loops, with an array of as many elements between them: the exponents, their exponentials, and what
 * these are for.
 *
 * <p>Relative error bounds, as measured over all exponents: SiLU 2.5e-7, GELU 4.5e-7, in its negative tail 4.5e-7 +
 * 5e-8·x², in its tanh form 1.6e-7·(4 + |2u|). They hold where the exponential inside is at least 1.7e-38; below, it is taken
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

    private static final float TAIL_0 = 0.7552851438522339f;
    private static final float TAIL_1 = -0.6078965663909912f;
    private static final float TAIL_2 = 0.38713690638542175f;
    private static final float TAIL_3 = -0.18652348220348358f;
    private static final float TAIL_4 = 0.06040376424789429f;
    private static final float TAIL_5 = -0.007525003515183926f;
    private static final float TAIL_6 = -0.0035120779648423195f;
    private static final float TAIL_7 = 0.0015695895999670029f;
    private static final float TAIL_8 = 0.00017837130872067064f;
    private static final float TAIL_9 = -0.00013243345892988145f;

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
        float[] e = Scratch.POWERS.floats(SIZE);
        switch (f) {
            case NONE -> {}
            case GELU_ERF -> geluErf(rows, x, xOff, e, e, y, yOff, ldy);
            case GELU_TANH -> {
                tanhPowers(n, x, xOff, e);
                sigmoidWeighted(rows, x, xOff, e, y, yOff, ldy);
            }
            case SILU -> {
                powers(n, x, xOff, e);
                sigmoidWeighted(rows, x, xOff, e, y, yOff, ldy);
            }
        }
    }

    /** e := e^(−x²/2), d := Φ(x), the normal distribution function, y := x·Φ(x); e and d may be one array, which then holds d. */
    static void geluErf(int rows, float[] x, int xOff, float[] e, float[] d, float[] y, int yOff, int ldy) {
        int n = rows * WIDTH;
        squares(n, x, xOff, e);
        VectorMath.exp(n, e, 0);
        normalWeighted(rows, x, xOff, e, d, y, yOff, ldy);
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

    private static void squares(int n, float[] x, int off, float[] e) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector u = FloatVector.fromArray(FLOAT, x, off + i);
            u.mul(u).mul(-0.5f).intoArray(e, i);
        }
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

    /**
     * d := Φ(x) from e = e^(−x²/2), and y := x·d. The tail Φ(−z), z = |x|, is e·P(m)/(z + 4), with m = (z − 4)/(z + 4) and P of
     * degree 9 with the least largest relative error (9e-9) over 0 ≤ z ≤ 14.6. Φ(x) is the tail for x &lt; 0, and 1 minus the tail
     * otherwise.
     */
    private static void normalWeighted(
            int rows, float[] x, int xOff, float[] e, float[] d, float[] y, int yOff, int ldy) {
        FloatVector one = FloatVector.broadcast(FLOAT, 1f);
        FloatVector minusEight = FloatVector.broadcast(FLOAT, -8f);
        FloatVector t0 = FloatVector.broadcast(FLOAT, TAIL_0);
        FloatVector t1 = FloatVector.broadcast(FLOAT, TAIL_1);
        FloatVector t2 = FloatVector.broadcast(FLOAT, TAIL_2);
        FloatVector t3 = FloatVector.broadcast(FLOAT, TAIL_3);
        FloatVector t4 = FloatVector.broadcast(FLOAT, TAIL_4);
        FloatVector t5 = FloatVector.broadcast(FLOAT, TAIL_5);
        FloatVector t6 = FloatVector.broadcast(FLOAT, TAIL_6);
        FloatVector t7 = FloatVector.broadcast(FLOAT, TAIL_7);
        FloatVector t8 = FloatVector.broadcast(FLOAT, TAIL_8);
        FloatVector t9 = FloatVector.broadcast(FLOAT, TAIL_9);
        for (int i = 0; i < rows * WIDTH; i += LENGTH) {
            FloatVector u = FloatVector.fromArray(FLOAT, x, xOff + i);
            FloatVector t = one.div(u.abs().add(4f));
            FloatVector m = t.fma(minusEight, one);
            FloatVector p = t9.fma(m, t8).fma(m, t7).fma(m, t6).fma(m, t5).fma(m, t4);
            p = p.fma(m, t3).fma(m, t2).fma(m, t1).fma(m, t0);
            FloatVector tail = FloatVector.fromArray(FLOAT, e, i).mul(p.mul(t));
            FloatVector normal = one.sub(tail).blend(tail, u.compare(LT, 0f));
            normal.intoArray(d, i);
            u.mul(normal).intoArray(y, yOff + i / WIDTH * ldy + i % WIDTH);
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
