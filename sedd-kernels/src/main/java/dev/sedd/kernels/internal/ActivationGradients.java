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

    /** y := {@link VectorMath#geluErf}(x), dx := dy · {@link VectorMath#geluErfSlope}(x). */
    public static void geluErf(
            int n, float[] x, int xOff, float[] dy, int dyOff, float[] y, int yOff, float[] dx, int dxOff) {
        for (int i = 0; i < n; i += LENGTH) {
            VectorMask<Float> mask = Lanes.first(n - i);
            FloatVector u = FloatVector.fromArray(FLOAT, x, xOff + i, mask);
            FloatVector g = FloatVector.fromArray(FLOAT, dy, dyOff + i, mask);
            VectorMath.geluErf(u).intoArray(y, yOff + i, mask);
            g.mul(VectorMath.geluErfSlope(u)).intoArray(dx, dxOff + i, mask);
        }
    }

    /** y := {@link VectorMath#geluTanh}(x), dx := dy · {@link VectorMath#geluTanhSlope}(x). */
    public static void geluTanh(
            int n, float[] x, int xOff, float[] dy, int dyOff, float[] y, int yOff, float[] dx, int dxOff) {
        for (int i = 0; i < n; i += LENGTH) {
            VectorMask<Float> mask = Lanes.first(n - i);
            FloatVector u = FloatVector.fromArray(FLOAT, x, xOff + i, mask);
            FloatVector g = FloatVector.fromArray(FLOAT, dy, dyOff + i, mask);
            VectorMath.geluTanh(u).intoArray(y, yOff + i, mask);
            g.mul(VectorMath.geluTanhSlope(u)).intoArray(dx, dxOff + i, mask);
        }
    }

    /** dx := dy · {@link VectorMath#siluSlope}(x). */
    public static void silu(int n, float[] x, int xOff, float[] dy, int dyOff, float[] dx, int dxOff) {
        for (int i = 0; i < n; i += LENGTH) {
            VectorMask<Float> mask = Lanes.first(n - i);
            FloatVector u = FloatVector.fromArray(FLOAT, x, xOff + i, mask);
            FloatVector g = FloatVector.fromArray(FLOAT, dy, dyOff + i, mask);
            g.mul(VectorMath.siluSlope(u)).intoArray(dx, dxOff + i, mask);
        }
    }
}
