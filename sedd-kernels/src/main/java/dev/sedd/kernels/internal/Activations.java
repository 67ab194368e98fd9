package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Lanes.FLOAT;
import static dev.sedd.kernels.internal.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;

/**
 * Loops of the activation functions over arrays. The output may be the input.
 *
 * <p>The loops take whole vectors, and what is left at the end goes through a loop of one vector, on a copy: with the function
 * twice in a loop's method, the second time under a mask, the compiler does not take in all of it, and vectors become objects.
 */
public final class Activations {
    /** Elements between two loops, which stay in L1. */
    private static final int CHUNK = 256;

    private Activations() {}

    /** y := {@link VectorMath#geluErf}(x). */
    public static void geluErf(int n, float[] x, int xOff, float[] y, int yOff) {
        run(Activations::geluErfWhole, n, x, xOff, y, yOff);
    }

    /** In two loops, some elements at a time: of one loop, compiled after some others, the vectors were objects. */
    private static void geluErfWhole(int n, float[] x, int xOff, float[] y, int yOff) {
        float[] e = Scratch.GAUSS.floats(CHUNK);
        for (int i = 0; i < n; i += CHUNK) {
            int size = Math.min(CHUNK, n - i);
            gauss(size, x, xOff + i, e);
            geluErf(size, x, xOff + i, e, y, yOff + i);
        }
    }

    private static void gauss(int n, float[] x, int xOff, float[] e) {
        for (int i = 0; i < n; i += LENGTH) {
            VectorMath.gauss(FloatVector.fromArray(FLOAT, x, xOff + i)).intoArray(e, i);
        }
    }

    private static void geluErf(int n, float[] x, int xOff, float[] e, float[] y, int yOff) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector u = FloatVector.fromArray(FLOAT, x, xOff + i);
            VectorMath.geluErf(u, FloatVector.fromArray(FLOAT, e, i)).intoArray(y, yOff + i);
        }
    }

    /** y := {@link VectorMath#geluTanh}(x). */
    public static void geluTanh(int n, float[] x, int xOff, float[] y, int yOff) {
        run(Activations::geluTanhWhole, n, x, xOff, y, yOff);
    }

    private static void geluTanhWhole(int n, float[] x, int xOff, float[] y, int yOff) {
        for (int i = 0; i < n; i += LENGTH) {
            VectorMath.geluTanh(FloatVector.fromArray(FLOAT, x, xOff + i)).intoArray(y, yOff + i);
        }
    }

    /** y := {@link VectorMath#silu}(x). */
    public static void silu(int n, float[] x, int xOff, float[] y, int yOff) {
        run(Activations::siluWhole, n, x, xOff, y, yOff);
    }

    private static void siluWhole(int n, float[] x, int xOff, float[] y, int yOff) {
        for (int i = 0; i < n; i += LENGTH) {
            VectorMath.silu(FloatVector.fromArray(FLOAT, x, xOff + i)).intoArray(y, yOff + i);
        }
    }

    /** A loop over whole vectors. */
    @FunctionalInterface
    private interface Loop {
        void over(int n, float[] x, int xOff, float[] y, int yOff);
    }

    private static void run(Loop loop, int n, float[] x, int xOff, float[] y, int yOff) {
        int whole = FLOAT.loopBound(n);
        loop.over(whole, x, xOff, y, yOff);
        int rest = n - whole;
        if (rest > 0) {
            float[] end = Scratch.END.floats(LENGTH);
            System.arraycopy(x, xOff + whole, end, 0, rest);
            loop.over(LENGTH, end, 0, end, 0);
            System.arraycopy(end, 0, y, yOff + whole, rest);
        }
    }
}
