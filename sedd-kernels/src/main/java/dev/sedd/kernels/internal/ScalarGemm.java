package dev.sedd.kernels.internal;

/** The two scalar rungs of the ladder. Sizes are at least 1; {@code C := alpha · A · B + beta · C}. */
public final class ScalarGemm {
    /** Rows, columns and depth of a block: three blocks of 64² floats are 48 kB, an L1 cache. */
    private static final int BLOCK = 64;

    private ScalarGemm() {}

    /** The triple loop i, j, p. */
    public static void naive(int m, int n, int k, float alpha, View a, View b, float beta, View c) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                float sum = 0;
                for (int p = 0; p < k; p++) {
                    sum += a.array()[a.index(i, p)] * b.array()[b.index(p, j)];
                }
                int at = c.index(i, j);
                c.array()[at] = beta == 0 ? alpha * sum : alpha * sum + beta * c.array()[at];
            }
        }
    }

    /** The same sums block by block, each block's rows as a series of c += a · row of b. */
    public static void tiled(int m, int n, int k, float alpha, View a, View b, float beta, View c) {
        Scaling.scale(m, n, beta, c);
        for (int p = 0; p < k; p += BLOCK) {
            for (int i = 0; i < m; i += BLOCK) {
                for (int j = 0; j < n; j += BLOCK) {
                    block(
                            Math.min(BLOCK, m - i),
                            Math.min(BLOCK, n - j),
                            Math.min(BLOCK, k - p),
                            alpha,
                            a.from(i, p),
                            b.from(p, j),
                            c.from(i, j));
                }
            }
        }
    }

    private static void block(int m, int n, int k, float alpha, View a, View b, View c) {
        for (int i = 0; i < m; i++) {
            for (int p = 0; p < k; p++) {
                axpy(
                        n,
                        alpha * a.array()[a.index(i, p)],
                        b.array(),
                        b.index(p, 0),
                        b.columnStride(),
                        c.array(),
                        c.index(i, 0));
            }
        }
    }

    private static void axpy(int n, float factor, float[] x, int xOff, int step, float[] y, int yOff) {
        for (int j = 0; j < n; j++) {
            y[yOff + j] += factor * x[xOff + j * step];
        }
    }
}
