package dev.sedd.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.sedd.kernels.reference.GemmReference;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every algorithm of {@link Gemm} against the reference, over awkward sizes, and the contract of its arguments. */
class GemmTest {
    private static final int[] SIZES = {0, 1, 2, 5, 11, 12, 13, 31, 32, 33, 65};
    private static final float PADDING = -77;

    @ParameterizedTest
    @EnumSource(Gemm.class)
    void agreesWithTheReferenceOnEverySmallShape(Gemm gemm) {
        RandomGenerator random = new java.util.SplittableRandom(1);
        for (int m : SIZES) {
            for (int n : SIZES) {
                for (int k : new int[] {0, 1, 3, 16, 37}) {
                    for (int ops = 0; ops < 4; ops++) {
                        check(gemm, new Problem(random, ops, m, n, k, 1, 0));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Gemm.class)
    void appliesAlphaAndBeta(Gemm gemm) {
        RandomGenerator random = new java.util.SplittableRandom(2);
        for (float alpha : new float[] {0, 1, -0.75f}) {
            for (float beta : new float[] {0, 1, 2.5f}) {
                for (int ops = 0; ops < 4; ops++) {
                    check(gemm, new Problem(random, ops, 29, 37, 23, alpha, beta));
                    check(gemm, new Problem(random, ops, 150, 70, 1100, alpha, beta));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Gemm.class)
    void crossesEveryBlockBoundary(Gemm gemm) {
        RandomGenerator random = new java.util.SplittableRandom(3);
        check(gemm, new Problem(random, 2, 145, 33, 513, 1, 0));
        check(gemm, new Problem(random, 0, 289, 2081, 67, 1, 1));
        check(gemm, new Problem(random, 3, 300, 301, 302, 1, 0));
    }

    @Test
    void numberOfThreadsDoesNotChangeABit() {
        Problem problem = new Problem(new java.util.SplittableRandom(4), 2, 257, 390, 700, 1.5f, 0.5f);
        float[] expected = problem.run(Gemm.VECTOR, Workers.sequential());
        for (int threads : new int[] {1, 2, 3, 8}) {
            try (Workers workers = Workers.of(threads)) {
                assertThat(problem.run(Gemm.PARALLEL, workers)).isEqualTo(expected);
            }
        }
    }

    @Test
    void anElementDoesNotDependOnTheRowsAroundIt() {
        RandomGenerator random = new java.util.SplittableRandom(5);
        Problem whole = new Problem(random, 0, 40, 50, 600, 1, 0);
        float[] all = whole.run(Gemm.VECTOR, Workers.sequential());
        for (int row = 0; row < 40; row++) {
            float[] one = new float[50];
            Gemm.VECTOR.multiply(
                    Transpose.NO,
                    Transpose.NO,
                    1,
                    50,
                    600,
                    1,
                    whole.a,
                    whole.aOff + row * whole.lda,
                    whole.lda,
                    whole.b,
                    whole.bOff,
                    whole.ldb,
                    0,
                    one,
                    0,
                    50);
            int from = whole.cOff + row * whole.ldc;
            assertThat(one).isEqualTo(Arrays.copyOfRange(all, from, from + 50));
        }
    }

    @ParameterizedTest
    @EnumSource(Gemm.class)
    void refusesWhatDoesNotFit(Gemm gemm) {
        float[] x = new float[12];
        float[] c = new float[9];
        refuses(gemm, "m=-1 is negative", -1, 3, 4, x, 4, x, 3, c, 3);
        refuses(gemm, "n=-2 is negative", 3, -2, 4, x, 4, x, 3, c, 3);
        refuses(gemm, "k=-3 is negative", 3, 3, -3, x, 4, x, 3, c, 3);
        refuses(gemm, "lda=3 < k=4", 3, 3, 4, x, 3, x, 3, c, 3);
        refuses(gemm, "ldb=2 < n=3", 3, 3, 4, x, 4, x, 2, c, 3);
        refuses(gemm, "ldc=2 < n=3", 3, 3, 4, x, 4, x, 3, c, 2);
        refuses(gemm, "a.length=12 < 14", 3, 3, 4, x, 5, x, 3, c, 3);
        refuses(gemm, "b.length=12 < 15", 3, 3, 4, x, 4, x, 4, c, 3);
        refuses(gemm, "c.length=9 < 11", 3, 3, 4, x, 4, x, 3, c, 4);
        refuses(gemm, "c overlaps a", 3, 3, 4, x, 4, new float[12], 3, x, 3);
        refuses(gemm, "c overlaps b", 3, 3, 4, new float[12], 4, x, 3, x, 3);
        assertThatNullPointerException()
                .isThrownBy(
                        () -> gemm.multiply(Transpose.NO, Transpose.NO, 3, 3, 4, 1, null, 0, 4, x, 0, 3, 0, c, 0, 3))
                .withMessage("a");
    }

    private static void refuses(
            Gemm gemm, String why, int m, int n, int k, float[] a, int lda, float[] b, int ldb, float[] c, int ldc) {
        float[] before = c.clone();
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> gemm.multiply(Transpose.NO, Transpose.NO, m, n, k, 1, a, 0, lda, b, 0, ldb, 0, c, 0, ldc))
                .withMessageContaining(why);
        assertThat(c).isEqualTo(before);
    }

    private static void check(Gemm gemm, Problem problem) {
        float[] actual = problem.run(gemm, Workers.shared());
        float[] expected = problem.reference();
        float[] bound = problem.bound();
        for (int i = 0; i < problem.m * problem.ldc + problem.cOff; i++) {
            int column = Math.floorMod(i - problem.cOff, problem.ldc);
            if (i < problem.cOff || column >= problem.n) {
                assertThat(actual[i])
                        .as("%s %s: padding at %d", gemm, problem, i)
                        .isEqualTo(PADDING);
            } else if (!(Math.abs(actual[i] - expected[i]) <= bound[i])) {
                assertThat(actual[i])
                        .as("%s %s at %d, bound %g", gemm, problem, i, bound[i])
                        .isEqualTo(expected[i]);
            }
        }
    }

    /** Random operands with offsets, wide rows, padding between, and NaN in C where it must not be read. */
    private static final class Problem {
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

        Problem(RandomGenerator random, int ops, int m, int n, int k, float alpha, float beta) {
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
            a = random(random, aOff + lda * (opA == Transpose.NO ? m : k));
            b = random(random, bOff + ldb * (opB == Transpose.NO ? k : n));
            c = random(random, cOff + ldc * m);
            for (int i = 0; i < c.length; i++) {
                if (i < cOff || (i - cOff) % ldc >= n) {
                    c[i] = PADDING;
                } else if (beta == 0) {
                    c[i] = Float.NaN;
                }
            }
        }

        private static float[] random(RandomGenerator random, int size) {
            float[] x = new float[size];
            for (int i = 0; i < size; i++) {
                x[i] = random.nextFloat() * 2 - 1;
            }
            return x;
        }

        float[] run(Gemm gemm, Workers workers) {
            float[] out = c.clone();
            gemm.multiply(opA, opB, m, n, k, alpha, a, aOff, lda, b, bOff, ldb, beta, out, cOff, ldc, workers);
            return out;
        }

        float[] reference() {
            float[] out = c.clone();
            GemmReference.multiply(opA, opB, m, n, k, alpha, a, aOff, lda, b, bOff, ldb, beta, out, cOff, ldc);
            return out;
        }

        /** The documented bound by element: (k + 3) u (|alpha| |A| |B| + |beta| |C|). */
        float[] bound() {
            float[] out = abs(c);
            GemmReference.multiply(
                    opA,
                    opB,
                    m,
                    n,
                    k,
                    Math.abs(alpha),
                    abs(a),
                    aOff,
                    lda,
                    abs(b),
                    bOff,
                    ldb,
                    Math.abs(beta),
                    out,
                    cOff,
                    ldc);
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
    }
}
