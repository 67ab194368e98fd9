package dev.sedd.kernels.reference;

import dev.sedd.kernels.Transpose;

/** The matrix product as it is written: C := alpha · op(A) · op(B) + beta · C. */
public final class GemmReference {
    private GemmReference() {}

    /** Sums in double and rounds once. With beta = 0, C is not read; with alpha = 0, neither A nor B. Arguments as in {@link dev.sedd.kernels.Gemm}. */
    public static void multiply(
            Transpose opA,
            Transpose opB,
            int m,
            int n,
            int k,
            float alpha,
            float[] a,
            int aOff,
            int lda,
            float[] b,
            int bOff,
            int ldb,
            float beta,
            float[] c,
            int cOff,
            int ldc) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int p = 0; p < k && alpha != 0; p++) {
                    double x = a[opA == Transpose.NO ? aOff + i * lda + p : aOff + p * lda + i];
                    double y = b[opB == Transpose.NO ? bOff + p * ldb + j : bOff + j * ldb + p];
                    sum += x * y;
                }
                int at = cOff + i * ldc + j;
                c[at] = (float) (beta == 0 ? alpha * sum : alpha * sum + (double) beta * c[at]);
            }
        }
    }
}
