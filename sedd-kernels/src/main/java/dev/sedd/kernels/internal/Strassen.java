package dev.sedd.kernels.internal;

import dev.sedd.kernels.Workers;

/**
 * Strassen's product in Winograd's form: seven products of half the size and fifteen sums, in the order of Boyer, Dumas,
 * Pernet and Zhou (2009), table 1. An odd row, column or term is peeled off and left to the plain product.
 */
public final class Strassen {
    /**
     * Where the smallest of m, n and k is below this, the plain product is faster. Divided so far, on two cores of a
     * Zen 5: 1.00 to 1.07 times as fast as undivided at 2048², 1.03 to 1.11 at 4096², there 1.15 on one core (StrassenBenchmark).
     */
    public static final int CROSSOVER = 2048;

    private Strassen() {}

    /** Whether a product is divided, and not left to the plain one. */
    public static boolean divides(int m, int n, int k, int crossover) {
        return Math.min(m, Math.min(n, k)) >= crossover;
    }

    /**
     * {@code C := alpha · A · B + beta · C}; all sizes at least 1.
     *
     * @param crossover the smallest dimension that is still divided, at least 2
     */
    public static void multiply(
            int m, int n, int k, float alpha, View a, View b, float beta, View c, Workers workers, int crossover) {
        new Recursion(alpha, workers, crossover).multiply(m, n, k, a, b, beta, c);
    }

    /** Room for the sums S and T and the product P1 of one level, which its products use one after the other. */
    private record Room(View x, View y, View p1, Recursion below) {}

    /** One level of the recursion: all its products are of one size but for what was peeled off. */
    private static final class Recursion {
        private final float alpha;
        private final Workers workers;
        private final int crossover;
        private Room room; // made at the first product that is divided

        Recursion(float alpha, Workers workers, int crossover) {
            this.alpha = alpha;
            this.workers = workers;
            this.crossover = crossover;
        }

        void multiply(int m, int n, int k, View a, View b, float beta, View c) {
            if (!divides(m, n, k, crossover)) {
                VectorGemm.multiply(m, n, k, alpha, a, b, beta, c, workers);
            } else if (beta == 0) {
                peeled(m, n, k, a, b, c);
            } else {
                View product = View.rowMajor(new float[Math.multiplyExact(m, n)], 0, n);
                peeled(m, n, k, a, b, product);
                MatrixSum.add(m, n, product, beta, c, c, workers);
            }
        }

        private void product(int m, int n, int k, View a, View b, View c) {
            room.below.multiply(m, n, k, a, b, 0, c);
        }

        /** The even part by recursion, what is left by the plain product. */
        private void peeled(int m, int n, int k, View a, View b, View c) {
            int evenM = m & ~1;
            int evenN = n & ~1;
            int evenK = k & ~1;
            quartered(evenM / 2, evenN / 2, evenK / 2, a, b, c);
            if (evenK < k) {
                VectorGemm.multiply(evenM, evenN, 1, alpha, a.from(0, evenK), b.from(evenK, 0), 1, c, workers);
            }
            if (evenN < n) {
                VectorGemm.multiply(evenM, 1, k, alpha, a, b.from(0, evenN), 0, c.from(0, evenN), workers);
            }
            if (evenM < m) {
                VectorGemm.multiply(1, n, k, alpha, a.from(evenM, 0), b, 0, c.from(evenM, 0), workers);
            }
        }

        /** One level, on quarters of m by k, k by n and m by n. The comments are the names in the paper. */
        private void quartered(int m, int n, int k, View a11, View b11, View c11) {
            View a12 = a11.from(0, k);
            View a21 = a11.from(m, 0);
            View a22 = a11.from(m, k);
            View b12 = b11.from(0, n);
            View b21 = b11.from(k, 0);
            View b22 = b11.from(k, n);
            View c12 = c11.from(0, n);
            View c21 = c11.from(m, 0);
            View c22 = c11.from(m, n);
            if (room == null) {
                View product = View.rowMajor(new float[Math.multiplyExact(m, n)], 0, n);
                Recursion below = new Recursion(alpha, workers, crossover);
                room = new Room(MatrixSum.like(a11, m, k), MatrixSum.like(b11, k, n), product, below);
            }
            View x = room.x;
            View y = room.y;
            View p1 = room.p1;

            MatrixSum.add(m, k, a11, -1, a21, x, workers); // S3
            MatrixSum.add(k, n, b22, -1, b12, y, workers); // T3
            product(m, n, k, x, y, c21); // P7
            MatrixSum.add(m, k, a21, 1, a22, x, workers); // S1
            MatrixSum.add(k, n, b12, -1, b11, y, workers); // T1
            product(m, n, k, x, y, c22); // P5
            MatrixSum.add(m, k, x, -1, a11, x, workers); // S2
            MatrixSum.add(k, n, b22, -1, y, y, workers); // T2
            product(m, n, k, x, y, c12); // P6
            MatrixSum.add(m, k, a12, -1, x, x, workers); // S4
            product(m, n, k, x, b22, c11); // P3
            product(m, n, k, a11, b11, p1); // P1
            MatrixSum.add(m, n, p1, 1, c12, c12, workers); // U2
            MatrixSum.add(m, n, c12, 1, c21, c21, workers); // U3
            MatrixSum.add(m, n, c12, 1, c22, c12, workers); // U4
            MatrixSum.add(m, n, c21, 1, c22, c22, workers); // U7
            MatrixSum.add(m, n, c12, 1, c11, c12, workers); // U5
            MatrixSum.add(k, n, y, -1, b21, y, workers); // T4
            product(m, n, k, a22, y, c11); // P4
            MatrixSum.add(m, n, c21, -1, c11, c21, workers); // U6
            product(m, n, k, a12, b21, c11); // P2
            MatrixSum.add(m, n, p1, 1, c11, c11, workers); // U1
        }
    }
}
