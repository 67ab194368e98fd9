package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Activations.SIZE;
import static dev.sedd.kernels.internal.Activations.TANH_CUBE;
import static dev.sedd.kernels.internal.Activations.TANH_SLOPE;
import static dev.sedd.kernels.internal.Activations.WIDTH;
import static dev.sedd.kernels.internal.Lanes.FLOAT;
import static dev.sedd.kernels.internal.Lanes.LENGTH;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.sedd.kernels.Activation;
import jdk.incubator.vector.FloatVector;

/**
 * The backward pass of the activation functions. GELU's value shares most of its work with its derivative and is given beside it.
 * dx may be dy.
 *
 * <p>As in {@link Activations}, each is a few loops over some elements at a time; what is left at the end goes through them on a copy.
 */
public final class ActivationGradients {
    /** 1/√(2π). */
    private static final float NORMAL_PEAK = 0.3989423f;

    private ActivationGradients() {}

    /** dx := dy · f'(x); and of GELU y := f(x), to the bit of {@link Activations}. SiLU takes null for y. */
    public static void apply(
            Activation f,
            int n,
            float[] x,
            int xOff,
            float[] dy,
            int dyOff,
            float[] y,
            int yOff,
            float[] dx,
            int dxOff) {
        int i = 0;
        while (n - i >= WIDTH) {
            int count = Math.min(SIZE, (n - i) / WIDTH * WIDTH);
            tile(f, count, x, xOff + i, dy, dyOff + i, y, yOff + i, dx, dxOff + i);
            i += count;
        }
        int rest = n - i;
        if (rest > 0) {
            float[] end = Scratch.END.floats(4 * WIDTH);
            System.arraycopy(x, xOff + i, end, 0, rest);
            System.arraycopy(dy, dyOff + i, end, WIDTH, rest);
            tile(f, WIDTH, end, 0, end, WIDTH, end, 2 * WIDTH, end, 3 * WIDTH);
            if (y != null) {
                System.arraycopy(end, 2 * WIDTH, y, yOff + i, rest);
            }
            System.arraycopy(end, 3 * WIDTH, dx, dxOff + i, rest);
        }
    }

    private static void tile(
            Activation f,
            int n,
            float[] x,
            int xOff,
            float[] dy,
            int dyOff,
            float[] y,
            int yOff,
            float[] dx,
            int dxOff) {
        float[] e = Scratch.POWERS.floats(SIZE);
        switch (f) {
            case NONE -> throw new IllegalArgumentException("no activation function");
            case GELU_ERF -> {
                float[] d = Scratch.DISTRIBUTION.floats(SIZE);
                GeluTile.parts(n, x, xOff, e, d, y, yOff);
                geluErf(n, x, xOff, e, d, dy, dyOff, dx, dxOff);
            }
            case GELU_TANH -> {
                Activations.tanhPowers(n, x, xOff, e);
                geluTanh(n, x, xOff, e, dy, dyOff, y, yOff, dx, dxOff);
            }
            case SILU -> {
                Activations.powers(n, x, xOff, e);
                silu(n, x, xOff, e, dy, dyOff, dx, dxOff);
            }
        }
    }

    /** From e = e^(−x²/2) and d = Φ(x): dx := dy·(d + x·e/√(2π)). */
    private static void geluErf(
            int n, float[] x, int xOff, float[] e, float[] d, float[] dy, int dyOff, float[] dx, int dxOff) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector u = FloatVector.fromArray(FLOAT, x, xOff + i);
            FloatVector g = FloatVector.fromArray(FLOAT, dy, dyOff + i);
            FloatVector distribution = FloatVector.fromArray(FLOAT, d, i);
            FloatVector density = FloatVector.fromArray(FLOAT, e, i).mul(NORMAL_PEAK);
            g.mul(u.fma(density, distribution)).intoArray(dx, dxOff + i);
        }
    }

    /**
     * From e = e^−|a|, with s = sigmoid(a): y := x·s, dx := dy·(s + x·a'·s·(1 − s)), a' = 2·√(2/π)·(1 + 3·0.044715·x²). Where e is
     * 0, so is the second term, and a', which may overflow there, is left out of it.
     */
    private static void geluTanh(
            int n, float[] x, int xOff, float[] e, float[] dy, int dyOff, float[] y, int yOff, float[] dx, int dxOff) {
        FloatVector one = FloatVector.broadcast(FLOAT, 1f);
        FloatVector slope = FloatVector.broadcast(FLOAT, TANH_SLOPE);
        FloatVector cube = FloatVector.broadcast(FLOAT, TANH_CUBE);
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector u = FloatVector.fromArray(FLOAT, x, xOff + i);
            FloatVector g = FloatVector.fromArray(FLOAT, dy, dyOff + i);
            FloatVector v = FloatVector.fromArray(FLOAT, e, i);
            FloatVector whole = v.add(1f);
            u.blend(u.mul(v), u.compare(LT, 0f)).div(whole).intoArray(y, yOff + i);
            FloatVector inverse = one.div(whole);
            FloatVector share = v.mul(inverse);
            FloatVector sigmoid = inverse.blend(share, u.compare(LT, 0f));
            FloatVector derivative = u.mul(u).mul(3f).fma(cube, slope);
            FloatVector along = u.mul(derivative).blend(u, v.compare(EQ, 0f));
            g.mul(along.mul(share.mul(inverse)).add(sigmoid)).intoArray(dx, dxOff + i);
        }
    }

    /** From e = e^−|x|, with s = sigmoid(x): dx := dy·(s + x·s·(1 − s)). */
    private static void silu(int n, float[] x, int xOff, float[] e, float[] dy, int dyOff, float[] dx, int dxOff) {
        FloatVector one = FloatVector.broadcast(FLOAT, 1f);
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector u = FloatVector.fromArray(FLOAT, x, xOff + i);
            FloatVector g = FloatVector.fromArray(FLOAT, dy, dyOff + i);
            FloatVector v = FloatVector.fromArray(FLOAT, e, i);
            FloatVector inverse = one.div(v.add(1f));
            FloatVector share = v.mul(inverse);
            FloatVector sigmoid = inverse.blend(share, u.compare(LT, 0f));
            g.mul(u.mul(share.mul(inverse)).add(sigmoid)).intoArray(dx, dxOff + i);
        }
    }
}
