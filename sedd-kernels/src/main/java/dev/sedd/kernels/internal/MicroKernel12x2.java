package dev.sedd.kernels.internal;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The 12 by 2 vector microkernel; {@link MicroKernel} states its contract. */
final class MicroKernel12x2 {
    private static final VectorSpecies<Float> F = Lanes.FLOAT;
    private static final int L = Lanes.LENGTH;
    private static final int LD = BlockSizes.LD;
    private static final long ROW = 2L * L * Float.BYTES;

    private MicroKernel12x2() {}

    static int multiply(
            int kc,
            float[] a,
            int aOff,
            MemorySegment panels,
            int bOff,
            int ahead,
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
        FloatVector c40 = FloatVector.fromArray(F, from, fromOff + 4 * ldf);
        FloatVector c41 = FloatVector.fromArray(F, from, fromOff + 4 * ldf + L);
        FloatVector c50 = FloatVector.fromArray(F, from, fromOff + 5 * ldf);
        FloatVector c51 = FloatVector.fromArray(F, from, fromOff + 5 * ldf + L);
        FloatVector c60 = FloatVector.fromArray(F, from, fromOff + 6 * ldf);
        FloatVector c61 = FloatVector.fromArray(F, from, fromOff + 6 * ldf + L);
        FloatVector c70 = FloatVector.fromArray(F, from, fromOff + 7 * ldf);
        FloatVector c71 = FloatVector.fromArray(F, from, fromOff + 7 * ldf + L);
        FloatVector c80 = FloatVector.fromArray(F, from, fromOff + 8 * ldf);
        FloatVector c81 = FloatVector.fromArray(F, from, fromOff + 8 * ldf + L);
        FloatVector c90 = FloatVector.fromArray(F, from, fromOff + 9 * ldf);
        FloatVector c91 = FloatVector.fromArray(F, from, fromOff + 9 * ldf + L);
        FloatVector c100 = FloatVector.fromArray(F, from, fromOff + 10 * ldf);
        FloatVector c101 = FloatVector.fromArray(F, from, fromOff + 10 * ldf + L);
        FloatVector c110 = FloatVector.fromArray(F, from, fromOff + 11 * ldf);
        FloatVector c111 = FloatVector.fromArray(F, from, fromOff + 11 * ldf + L);
        int touched = 0;
        for (int p = 0; p < kc; p++) {
            touched |= Panels.touch(b, ahead, p);
            int ap = aOff + p;
            long bp = Panels.at(bOff) + p * ROW;
            FloatVector b0 = FloatVector.fromMemorySegment(F, b, bp, Panels.ORDER);
            FloatVector b1 = FloatVector.fromMemorySegment(F, b, bp + ROW / 2, Panels.ORDER);

            FloatVector a0 = FloatVector.broadcast(F, a[ap]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);

            FloatVector a1 = FloatVector.broadcast(F, a[ap + LD]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);

            FloatVector a2 = FloatVector.broadcast(F, a[ap + 2 * LD]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);

            FloatVector a3 = FloatVector.broadcast(F, a[ap + 3 * LD]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);

            FloatVector a4 = FloatVector.broadcast(F, a[ap + 4 * LD]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);

            FloatVector a5 = FloatVector.broadcast(F, a[ap + 5 * LD]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);

            FloatVector a6 = FloatVector.broadcast(F, a[ap + 6 * LD]);
            c60 = a6.fma(b0, c60);
            c61 = a6.fma(b1, c61);

            FloatVector a7 = FloatVector.broadcast(F, a[ap + 7 * LD]);
            c70 = a7.fma(b0, c70);
            c71 = a7.fma(b1, c71);

            FloatVector a8 = FloatVector.broadcast(F, a[ap + 8 * LD]);
            c80 = a8.fma(b0, c80);
            c81 = a8.fma(b1, c81);

            FloatVector a9 = FloatVector.broadcast(F, a[ap + 9 * LD]);
            c90 = a9.fma(b0, c90);
            c91 = a9.fma(b1, c91);

            FloatVector a10 = FloatVector.broadcast(F, a[ap + 10 * LD]);
            c100 = a10.fma(b0, c100);
            c101 = a10.fma(b1, c101);

            FloatVector a11 = FloatVector.broadcast(F, a[ap + 11 * LD]);
            c110 = a11.fma(b0, c110);
            c111 = a11.fma(b1, c111);
        }
        c00.intoArray(c, cOff);
        c01.intoArray(c, cOff + L);
        c10.intoArray(c, cOff + ldc);
        c11.intoArray(c, cOff + ldc + L);
        c20.intoArray(c, cOff + 2 * ldc);
        c21.intoArray(c, cOff + 2 * ldc + L);
        c30.intoArray(c, cOff + 3 * ldc);
        c31.intoArray(c, cOff + 3 * ldc + L);
        c40.intoArray(c, cOff + 4 * ldc);
        c41.intoArray(c, cOff + 4 * ldc + L);
        c50.intoArray(c, cOff + 5 * ldc);
        c51.intoArray(c, cOff + 5 * ldc + L);
        c60.intoArray(c, cOff + 6 * ldc);
        c61.intoArray(c, cOff + 6 * ldc + L);
        c70.intoArray(c, cOff + 7 * ldc);
        c71.intoArray(c, cOff + 7 * ldc + L);
        c80.intoArray(c, cOff + 8 * ldc);
        c81.intoArray(c, cOff + 8 * ldc + L);
        c90.intoArray(c, cOff + 9 * ldc);
        c91.intoArray(c, cOff + 9 * ldc + L);
        c100.intoArray(c, cOff + 10 * ldc);
        c101.intoArray(c, cOff + 10 * ldc + L);
        c110.intoArray(c, cOff + 11 * ldc);
        c111.intoArray(c, cOff + 11 * ldc + L);
        return touched;
    }
}
