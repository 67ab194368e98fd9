package dev.sedd.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedd.kernels.reference.GemmReference;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A matrix product with random operands, offsets, wide rows and padding between, NaN in C where it must not be read, and
 * NaN in A and B where they must not be: with its result and the bound on the error, by the reference.
 */
final class GemmProblem {
    private static final float PADDING = -77;

    final Transpose opA;
    final Transpose opB;
    final int m;
    final int n;
    final int k;
    final float alpha;
    final float beta;
    final int aOff = 3;
    final int bOff = 1;
    final int cOff = 5;
    final int lda;
    final int ldb;
    final int ldc;
    final float[] a;
    final float[] b;
    final float[] c;

    GemmProblem(RandomGenerator random, int ops, int m, int n, int k, float alpha, float beta) {
        this.opA = (ops & 1) == 0 ? Transpose.NO : Transpose.YES;
        this.opB = (ops & 2) == 0 ? Transpose.NO : Transpose.YES;
        this.m = m;
        this.n = n;
        this.k = k;
        this.alpha = alpha;
        this.beta = beta;
        lda = Math.max(1, opA == Transpose.NO ? k : m) + random.nextInt(4);
        ldb = Math.max(1, opB == Transpose.NO ? n : k) + random.nextInt(4);
        ldc = Math.max(1, n) + random.nextInt(4);
        boolean read = alpha != 0;
        a = matrix(random, opA == Transpose.NO ? m : k, opA == Transpose.NO ? k : m, aOff, lda, read, Float.NaN);
        b = matrix(random, opB == Transpose.NO ? k : n, opB == Transpose.NO ? n : k, bOff, ldb, read, Float.NaN);
        c = matrix(random, m, n, cOff, ldc, beta != 0, PADDING);
    }

    /** Random numbers, or NaN where the matrix must not be read, with something else around. */
    private static float[] matrix(
            RandomGenerator random, int rows, int columns, int off, int ld, boolean read, float around) {
        float[] x = new float[off + rows * ld];
        Arrays.fill(x, around);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                x[off + i * ld + j] = read ? random.nextFloat() * 2 - 1 : Float.NaN;
            }
        }
        return x;
    }

    float[] run(Gemm gemm, Workers workers) {
        float[] out = c.clone();
        gemm.multiply(opA, opB, m, n, k, alpha, a, aOff, lda, b, bOff, ldb, beta, out, cOff, ldc, workers);
        return out;
    }

    private void reference(float factor, float[] left, float[] right, float old, float[] out) {
        GemmReference.multiply(opA, opB, m, n, k, factor, left, aOff, lda, right, bOff, ldb, old, out, cOff, ldc);
    }

    /** The documented bound by element: (k + 3) u (|alpha| |A| |B| + |beta| |C|). */
    private float[] bound() {
        float[] out = abs(c);
        reference(Math.abs(alpha), abs(a), abs(b), Math.abs(beta), out);
        for (int i = 0; i < out.length; i++) {
            out[i] *= (k + 3) * 0x1p-24f;
        }
        return out;
    }

    private static float[] abs(float[] x) {
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = Math.abs(x[i]);
        }
        return y;
    }

    @Override
    public String toString() {
        return "op(A) " + opA + ", op(B) " + opB + ", m=" + m + " n=" + n + " k=" + k + " alpha=" + alpha + " beta="
                + beta;
    }

    /** Holds algorithms to the reference, and the padding to what it was. */
    void check(Gemm... algorithms) {
        float[] expected = c.clone();
        reference(alpha, a, b, beta, expected);
        float[] bound = bound();
        for (Gemm gemm : algorithms) {
            float[] actual = run(gemm, Workers.shared());
            for (int i = 0; i < c.length; i++) {
                boolean padding = i < cOff || (i - cOff) % ldc >= n;
                if (!(Math.abs(actual[i] - expected[i]) <= (padding ? 0 : bound[i]))) {
                    assertThat(actual[i])
                            .as("%s %s at %d, padding %b, bound %g", gemm, this, i, padding, bound[i])
                            .isEqualTo(expected[i]);
                }
            }
        }
    }
}
