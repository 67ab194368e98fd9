package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Lanes.FLOAT;
import static dev.sedd.kernels.internal.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Loops that go back through the activation functions. The function's value shares most of its work with its derivative
 * and is given beside it where a caller wants it. dx may be dy.
 *
 * <p>GELU's loops take whole vectors: with masks in them they are too large for the compiler to take in an exponential as
 * well, and vectors become objects. What is left at the end goes through a loop of one vector, on copies.
 */
public final class ActivationGradients {
    private ActivationGradients() {}

    /** y := {@link VectorMath#geluErf}(x), dx := dy · (Φ(x) + x·φ(x)). */
    public static void geluErf(
            int n, float[] x, int xOff, float[] dy, int dyOff, float[] y, int yOff, float[] dx, int dxOff) {
        run(ActivationGradients::geluErfWhole, n, x, xOff, dy, dyOff, y, yOff, dx, dxOff);
    }

    private static void geluErfWhole(
            int n, float[] x, int xOff, float[] dy, int dyOff, float[] y, int yOff, float[] dx, int dxOff) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector u = FloatVector.fromArray(FLOAT, x, xOff + i);
            FloatVector g = FloatVector.fromArray(FLOAT, dy, dyOff + i);
            FloatVector gauss = VectorMath.gauss(u);
            FloatVector distribution = VectorMath.normalDistribution(u, gauss);
            u.mul(distribution).intoArray(y, yOff + i);
            g.mul(VectorMath.geluErfSlope(u, distribution, gauss)).intoArray(dx, dxOff + i);
        }
    }

    /** y := {@link VectorMath#geluTanh}(x), dx := dy · its derivative. */
    public static void geluTanh(
            int n, float[] x, int xOff, float[] dy, int dyOff, float[] y, int yOff, float[] dx, int dxOff) {
        run(ActivationGradients::geluTanhWhole, n, x, xOff, dy, dyOff, y, yOff, dx, dxOff);
    }

    private static void geluTanhWhole(
            int n, float[] x, int xOff, float[] dy, int dyOff, float[] y, int yOff, float[] dx, int dxOff) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector u = FloatVector.fromArray(FLOAT, x, xOff + i);
            FloatVector g = FloatVector.fromArray(FLOAT, dy, dyOff + i);
            FloatVector e = VectorMath.exp(VectorMath.tanhArgument(u).abs().neg());
            VectorMath.sigmoidWeighted(u, e).intoArray(y, yOff + i);
            g.mul(VectorMath.sigmoidWeightedSlope(u, VectorMath.tanhArgumentSlope(u), e))
                    .intoArray(dx, dxOff + i);
        }
    }

    /** dx := dy · the derivative of {@link VectorMath#silu}. */
    public static void silu(int n, float[] x, int xOff, float[] dy, int dyOff, float[] dx, int dxOff) {
        FloatVector one = FloatVector.broadcast(FLOAT, 1f);
        for (int i = 0; i < n; i += LENGTH) {
            VectorMask<Float> mask = Lanes.first(n - i);
            FloatVector u = FloatVector.fromArray(FLOAT, x, xOff + i, mask);
            FloatVector g = FloatVector.fromArray(FLOAT, dy, dyOff + i, mask);
            FloatVector e = VectorMath.exp(u.abs().neg());
            g.mul(VectorMath.sigmoidWeightedSlope(u, one, e)).intoArray(dx, dxOff + i, mask);
        }
    }

    /** A loop over whole vectors. */
    @FunctionalInterface
    private interface Loop {
        void over(int n, float[] x, int xOff, float[] dy, int dyOff, float[] y, int yOff, float[] dx, int dxOff);
    }

    private static void run(
            Loop loop, int n, float[] x, int xOff, float[] dy, int dyOff, float[] y, int yOff, float[] dx, int dxOff) {
        int whole = FLOAT.loopBound(n);
        loop.over(whole, x, xOff, dy, dyOff, y, yOff, dx, dxOff);
        int rest = n - whole;
        if (rest > 0) {
            float[] end = Scratch.END.floats(4 * LENGTH);
            System.arraycopy(x, xOff + whole, end, 0, rest);
            System.arraycopy(dy, dyOff + whole, end, LENGTH, rest);
            loop.over(LENGTH, end, 0, end, LENGTH, end, 2 * LENGTH, end, 3 * LENGTH);
            System.arraycopy(end, 2 * LENGTH, y, yOff + whole, rest);
            System.arraycopy(end, 3 * LENGTH, dx, dxOff + whole, rest);
        }
    }
}
