package dev.sedd.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every algorithm of {@link Gemm} against the reference, over awkward sizes, and the contract of its arguments. */
class GemmTest {
    private static final int[] SIZES = {0, 1, 2, 5, 11, 12, 13, 31, 32, 33, 65};

    @ParameterizedTest
    @EnumSource(Gemm.class)
    void agreesWithTheReferenceOnEverySmallShape(Gemm gemm) {
        RandomGenerator random = new java.util.SplittableRandom(1);
        for (int m : SIZES) {
            for (int n : SIZES) {
                for (int k : new int[] {0, 1, 3, 16, 37}) {
                    for (int ops = 0; ops < 4; ops++) {
                        new GemmProblem(random, ops, m, n, k, 1, 0).check(gemm);
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
                    new GemmProblem(random, ops, 29, 37, 23, alpha, beta).check(gemm);
                    new GemmProblem(random, ops, 150, 70, 1100, alpha, beta).check(gemm);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Gemm.class)
    void crossesEveryBlockBoundary(Gemm gemm) {
        RandomGenerator random = new java.util.SplittableRandom(3);
        new GemmProblem(random, 2, 205, 33, 1601, 1, 0).check(gemm);
        new GemmProblem(random, 0, 389, 2081, 67, 1, 1).check(gemm);
        new GemmProblem(random, 3, 300, 301, 302, 1, 0).check(gemm);
    }

    @Test
    void crossesTheLargestDepthThatIsPackedAtATime() {
        RandomGenerator random = new java.util.SplittableRandom(6);
        new GemmProblem(random, 0, 20, 40, 98_400, 1, 0).check(Gemm.VECTOR);
        new GemmProblem(random, 3, 20, 40, 98_400, -0.5f, 1.5f).check(Gemm.VECTOR);
    }

    @Test
    void numberOfThreadsDoesNotChangeABit() {
        GemmProblem problem = new GemmProblem(new java.util.SplittableRandom(4), 2, 257, 390, 700, 1.5f, 0.5f);
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
        GemmProblem whole = new GemmProblem(random, 0, 40, 50, 600, 1, 0);
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

    /** There is no second row for it to lead to; no multiple of it may be computed. */
    @ParameterizedTest
    @EnumSource(Gemm.class)
    void oneRowHasAnyLeadingDimension(Gemm gemm) {
        float[] b = Testing.normal(2, 256, 1);
        for (int ld : new int[] {16, 400_000_000, Integer.MAX_VALUE}) {
            float[] c = Testing.untouched(64);
            gemm.multiply(Transpose.NO, Transpose.NO, 1, 16, 1, 1, new float[] {2}, 0, ld, b, 0, ld, 0, c, 6, ld);
            for (int j = 0; j < 16; j++) {
                assertThat(c[6 + j]).isEqualTo(2 * b[j]);
            }
            Arrays.fill(c, 6, 22, Testing.UNTOUCHED);
            assertThat(c).containsOnly(Testing.UNTOUCHED);
        }
    }

    @Test
    void strassenBelowItsCrossoverIsParallel() {
        for (int n : new int[] {1, 3}) {
            float[] a = Testing.normal(1, 40 * 101, 1);
            float[] b = Testing.normal(2, 101 * 3, 1);
            float[] expected = new float[40 * 3];
            float[] c = new float[40 * 3];
            Gemm.PARALLEL.multiply(Transpose.NO, Transpose.NO, 40, n, 101, 1, a, 0, 101, b, 0, n, 0, expected, 0, n);
            Gemm.STRASSEN.multiply(Transpose.NO, Transpose.NO, 40, n, 101, 1, a, 0, 101, b, 0, n, 0, c, 0, n);
            assertThat(c).isEqualTo(expected);
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
        refuses(gemm, "lda=0 < 1", 3, 3, 0, x, 0, x, 3, c, 3);
        refuses(gemm, "ldb=-1 < n=3", 3, 3, 4, x, 4, x, -1, c, 3);
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
}
