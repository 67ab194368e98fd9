package dev.sedd.kernels.internal;

import java.util.Arrays;

/** {@code C := beta · C}, where C is not read with beta = 0: what is left of a product without terms. */
public final class Scaling {
    private Scaling() {}

    /** Scales an m by n row-major matrix. */
    public static void scale(int m, int n, float beta, float[] c, int cOff, int ldc) {
        if (beta == 1) {
            return;
        }
        for (int i = 0; i < m; i++) {
            int from = cOff + i * ldc;
            if (beta == 0) {
                Arrays.fill(c, from, from + n, 0);
            } else {
                for (int j = from; j < from + n; j++) {
                    c[j] *= beta;
                }
            }
        }
    }
}
