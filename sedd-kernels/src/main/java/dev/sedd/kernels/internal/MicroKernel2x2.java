package dev.sedd.kernels.internal;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The 2 by 2 vector microkernel; {@link MicroKernel} states its contract. */
final class MicroKernel2x2 {
    private static final VectorSpecies<Float> F = Lanes.FLOAT;
    private static final int L = Lanes.LENGTH;
    private static final int MR = 2;
    private static final int NR = 2 * L;

    private MicroKernel2x2() {}

    static void multiply(
            int kc, float alpha, float[] a, int aOff, float[] b, int bOff, float beta, float[] c, int cOff, int ldc) {
        FloatVector c00 = FloatVector.zero(F);
        FloatVector c01 = FloatVector.zero(F);
        FloatVector c10 = FloatVector.zero(F);
        FloatVector c11 = FloatVector.zero(F);
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
        }
        MicroKernel.store(c00, alpha, beta, c, cOff);
        MicroKernel.store(c01, alpha, beta, c, cOff + L);
        MicroKernel.store(c10, alpha, beta, c, cOff + ldc);
        MicroKernel.store(c11, alpha, beta, c, cOff + ldc + L);
    }
}
