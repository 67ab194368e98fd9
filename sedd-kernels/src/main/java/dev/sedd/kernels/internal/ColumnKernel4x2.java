package dev.sedd.kernels.internal;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The 4 by 2 vector microkernel for columns of A, where a vector holds four; {@link MicroKernel} states its contract. */
final class ColumnKernel4x2 {
    private static final VectorSpecies<Float> F = Lanes.FLOAT;
    private static final int L = Lanes.LENGTH;
    private static final int H = 4;
    private static final long ROW = 2L * L * Float.BYTES;

    private ColumnKernel4x2() {}

    static void multiply(
            int kc,
            float[] a,
            int aOff,
            MemorySegment panels,
            int bOff,
            float[] from,
            int fromOff,
            int ldf,
            float[] c,
            int cOff,
            int ldc) {
        MemorySegment b = Panels.known(panels);
        FloatVector c00 = FloatVector.fromArray(F, from, fromOff);
        FloatVector c01 = FloatVector.fromArray(F, from, fromOff + L);
        FloatVector c10 = FloatVector.fromArray(F, from, fromOff + ldf);
        FloatVector c11 = FloatVector.fromArray(F, from, fromOff + ldf + L);
        FloatVector c20 = FloatVector.fromArray(F, from, fromOff + 2 * ldf);
        FloatVector c21 = FloatVector.fromArray(F, from, fromOff + 2 * ldf + L);
        FloatVector c30 = FloatVector.fromArray(F, from, fromOff + 3 * ldf);
        FloatVector c31 = FloatVector.fromArray(F, from, fromOff + 3 * ldf + L);
        for (int p = 0; p < kc; p++) {
            int ap = aOff + p * H;
            long bp = Panels.at(bOff) + p * ROW;
            FloatVector b0 = FloatVector.fromMemorySegment(F, b, bp, Panels.ORDER);
            FloatVector b1 = FloatVector.fromMemorySegment(F, b, bp + ROW / 2, Panels.ORDER);

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
        }
        c00.intoArray(c, cOff);
        c01.intoArray(c, cOff + L);
        c10.intoArray(c, cOff + ldc);
        c11.intoArray(c, cOff + ldc + L);
        c20.intoArray(c, cOff + 2 * ldc);
        c21.intoArray(c, cOff + 2 * ldc + L);
        c30.intoArray(c, cOff + 3 * ldc);
        c31.intoArray(c, cOff + 3 * ldc + L);
    }
}
