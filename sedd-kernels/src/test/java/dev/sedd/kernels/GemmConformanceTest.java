package dev.sedd.kernels;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * The level-3 conformance test, in the manner of the reference BLAS testers: every combination of transposes and of alpha
 * and beta in {0, 1, other}, over all sizes from 0 to 65 in each dimension, with padding around every operand. The error
 * exits are in {@link GemmTest}.
 */
class GemmConformanceTest {
    private static final float[] FACTORS = {0, 1, -0.7f};
    private static final int LARGEST = 65;
    private static final long RANDOM_NANOS = 2_000_000_000L;

    @Test
    void everyCombinationOverEverySize() {
        RandomGenerator random = new SplittableRandom(20);
        for (int size = 0; size <= LARGEST; size++) {
            for (int ops = 0; ops < 4; ops++) {
                for (float alpha : FACTORS) {
                    for (float beta : FACTORS) {
                        new GemmProblem(random, ops, size, 13, 9, alpha, beta).check(Gemm.values());
                        new GemmProblem(random, ops, 7, size, 11, alpha, beta).check(Gemm.values());
                        new GemmProblem(random, ops, 14, 10, size, alpha, beta).check(Gemm.values());
                    }
                }
                new GemmProblem(random, ops, size, size, size, 1, 0).check(Gemm.values());
            }
        }
    }

    @Test
    void randomShapesForAWhile() {
        long seed = new SplittableRandom().nextLong();
        System.out.println("GemmConformanceTest: seed " + seed);
        RandomGenerator random = new SplittableRandom(seed);
        for (long start = System.nanoTime(); System.nanoTime() - start < RANDOM_NANOS; ) {
            int[] size = {1 << random.nextInt(8), 1 << random.nextInt(8), 1 << random.nextInt(10)};
            new GemmProblem(
                            random,
                            random.nextInt(4),
                            random.nextInt(2 * size[0]),
                            random.nextInt(2 * size[1]),
                            random.nextInt(2 * size[2]),
                            FACTORS[random.nextInt(3)],
                            FACTORS[random.nextInt(3)])
                    .check(Gemm.values());
        }
    }
}
