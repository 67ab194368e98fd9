package dev.sedd.kernels.internal;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The 6 by 2 vector microkernel; {@link MicroKernel} states its contract. */
final class MicroKernel6x2 {
    private static final VectorSpecies<Float> F = Lanes.FLOAT;
    private static final int L = Lanes.LENGTH;
    private static final int MR = 6;
    private static final int NR = 2 * L;

    private MicroKernel6x2() {}

    static void multiply(
            int kc, float alpha, float[] a, int aOff, float[] b, int bOff, float beta, float[] c, int cOff, int ldc) {
        FloatVector c00 = FloatVector.zero(F);
        FloatVector c01 = FloatVector.zero(F);
        FloatVector c10 = FloatVector.zero(F);
        FloatVector c11 = FloatVector.zero(F);
        FloatVector c20 = FloatVector.zero(F);
        FloatVector c21 = FloatVector.zero(F);
        FloatVector c30 = FloatVector.zero(F);
        FloatVector c31 = FloatVector.zero(F);
        FloatVector c40 = FloatVector.zero(F);
        FloatVector c41 = FloatVector.zero(F);
        FloatVector c50 = FloatVector.zero(F);
        FloatVector c51 = FloatVector.zero(F);
        for (int p = 0; p < kc; p++) {
            int ap = aOff + p * MR;
            int bp = bOff + p * NR;
            FloatVector b0 = FloatVector.fromArray(F, b, bp);
            FloatVector b1 = FloatVector.fromArray(F, b, bp + L);

            FloatVector a0 = FloatVector.broadcast(F, a[ap]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);

            FloatVector a1 = FloatVector.broadcast(F, a[ap + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);

            FloatVector a2 = FloatVector.broadcast(F, a[ap + 2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);

            FloatVector a3 = FloatVector.broadcast(F, a[ap + 3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);

            FloatVector a4 = FloatVector.broadcast(F, a[ap + 4]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);

            FloatVector a5 = FloatVector.broadcast(F, a[ap + 5]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
        }
        MicroKernel.store(c00, alpha, beta, c, cOff);
        MicroKernel.store(c01, alpha, beta, c, cOff + L);
        MicroKernel.store(c10, alpha, beta, c, cOff + ldc);
        MicroKernel.store(c11, alpha, beta, c, cOff + ldc + L);
        MicroKernel.store(c20, alpha, beta, c, cOff + 2 * ldc);
        MicroKernel.store(c21, alpha, beta, c, cOff + 2 * ldc + L);
        MicroKernel.store(c30, alpha, beta, c, cOff + 3 * ldc);
        MicroKernel.store(c31, alpha, beta, c, cOff + 3 * ldc + L);
        MicroKernel.store(c40, alpha, beta, c, cOff + 4 * ldc);
        MicroKernel.store(c41, alpha, beta, c, cOff + 4 * ldc + L);
        MicroKernel.store(c50, alpha, beta, c, cOff + 5 * ldc);
        MicroKernel.store(c51, alpha, beta, c, cOff + 5 * ldc + L);
    }
}
