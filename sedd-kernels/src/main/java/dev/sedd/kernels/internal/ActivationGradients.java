package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Lanes.FLOAT;
import static dev.sedd.kernels.internal.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Loops that go back through the activation functions. The function's value shares most of its work with its derivative
 * and is given beside it where a caller wants it. dx may be dy.
 */
public final class ActivationGradients {
    private ActivationGradients() {}

    /** y := {@link VectorMath#geluErf}(x), dx := dy · (Φ(x) + x·φ(x)). */
    public static void geluErf(
            int n, float[] x, int xOff, float[] dy, int dyOff, float[] y, int yOff, float[] dx, int dxOff) {
        for (int i = 0; i < n; i += LENGTH) {
            VectorMask<Float> mask = Lanes.first(n - i);
            FloatVector u = FloatVector.fromArray(FLOAT, x, xOff + i, mask);
            FloatVector g = FloatVector.fromArray(FLOAT, dy, dyOff + i, mask);
            FloatVector gauss = VectorMath.gauss(u);
            FloatVector distribution = VectorMath.normalDistribution(u, gauss);
            u.mul(distribution).intoArray(y, yOff + i, mask);
            g.mul(VectorMath.geluErfSlope(u, distribution, gauss)).intoArray(dx, dxOff + i, mask);
        }
    }

    /** y := {@link VectorMath#geluTanh}(x), dx := dy · its derivative. */
    public static void geluTanh(
            int n, float[] x, int xOff, float[] dy, int dyOff, float[] y, int yOff, float[] dx, int dxOff) {
        for (int i = 0; i < n; i += LENGTH) {
            VectorMask<Float> mask = Lanes.first(n - i);
            FloatVector u = FloatVector.fromArray(FLOAT, x, xOff + i, mask);
            FloatVector g = FloatVector.fromArray(FLOAT, dy, dyOff + i, mask);
            FloatVector e = VectorMath.exp(VectorMath.tanhArgument(u).abs().neg());
            VectorMath.sigmoidWeighted(u, e).intoArray(y, yOff + i, mask);
            g.mul(VectorMath.sigmoidWeightedSlope(u, VectorMath.tanhArgumentSlope(u), e))
                    .intoArray(dx, dxOff + i, mask);
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
}
