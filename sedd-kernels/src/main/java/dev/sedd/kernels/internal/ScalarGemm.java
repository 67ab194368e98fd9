package dev.sedd.kernels.internal;

/** The two scalar rungs of the ladder. Sizes are at least 1; {@code C := alpha · A · B + beta · C}. */
public final class ScalarGemm {
    /** Rows and columns of a block of B: 64² floats are 16 kB, a third of an L1 cache. */
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

    /** The same, the sums cut into blocks of k: a block of B, copied row-major, stays in L1 while all rows of A pass over it. */
    public static void tiled(int m, int n, int k, float alpha, View a, View b, float beta, View c) {
        Scaling.scale(m, n, beta, c.array(), c.index(0, 0), c.rowStride());
        float[] block = Scratch.TILE.floats(BLOCK * BLOCK);
        for (int p = 0; p < k; p += BLOCK) {
            int depth = Math.min(BLOCK, k - p);
            for (int j = 0; j < n; j += BLOCK) {
                int width = Math.min(BLOCK, n - j);
                copy(depth, width, b.from(p, j), block);
                for (int i = 0; i < m; i++) {
                    row(depth, width, alpha, a.from(i, p), block, c.array(), c.index(i, j));
                }
            }
        }
    }

    private static void copy(int rows, int columns, View b, float[] block) {
        for (int p = 0; p < rows; p++) {
            for (int j = 0; j < columns; j++) {
                block[p * BLOCK + j] = b.array()[b.index(p, j)];
            }
        }
    }

    /** A row of C += alpha · a row of A · the block, four rows of the block at a time: C is moved a quarter as often. */
    private static void row(int depth, int width, float alpha, View a, float[] block, float[] c, int cOff) {
        int p = 0;
        for (; p + 4 <= depth; p += 4) {
            float a0 = alpha * a.array()[a.index(0, p)];
            float a1 = alpha * a.array()[a.index(0, p + 1)];
            float a2 = alpha * a.array()[a.index(0, p + 2)];
            float a3 = alpha * a.array()[a.index(0, p + 3)];
            int from = p * BLOCK;
            for (int j = 0; j < width; j++) {
                float sum = a0 * block[from + j] + a1 * block[from + BLOCK + j];
                sum += a2 * block[from + 2 * BLOCK + j] + a3 * block[from + 3 * BLOCK + j];
                c[cOff + j] += sum;
            }
        }
        for (; p < depth; p++) {
            float factor = alpha * a.array()[a.index(0, p)];
            for (int j = 0; j < width; j++) {
                c[cOff + j] += factor * block[p * BLOCK + j];
            }
        }
    }
}
