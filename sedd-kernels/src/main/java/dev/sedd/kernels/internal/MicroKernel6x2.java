package dev.sedd.kernels.internal;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The 6 by 2 vector microkernel for 16 registers; {@link MicroKernel} states its contract.
 *
 * <p>Twelve accumulators, two vectors of B and two elements of A fill 16 registers. Java's compiler fetches three elements at a time,
 * though, as long as it counts registers enough, and accumulators are left without. It counts what lives across the loop, too,
 * wherever that lies meanwhile: with two vectors that are read before the loop and asked for after it, it takes A by twos. Six rows
 * are 1.2 to 1.4 times as fast as four so, the more where two threads share a core; with one vector or three, 0.8 times.
 */
final class MicroKernel6x2 {
    private static final VectorSpecies<Float> F = Lanes.FLOAT;
    private static final int L = Lanes.LENGTH;
    private static final int LD = BlockSizes.LD;
    private static final long ROW = 2L * L * Float.BYTES;

    private MicroKernel6x2() {}

    static int multiply(
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
        FloatVector c40 = FloatVector.fromArray(F, from, fromOff + 4 * ldf);
        FloatVector c41 = FloatVector.fromArray(F, from, fromOff + 4 * ldf + L);
        FloatVector c50 = FloatVector.fromArray(F, from, fromOff + 5 * ldf);
        FloatVector c51 = FloatVector.fromArray(F, from, fromOff + 5 * ldf + L);
        FloatVector across0 = FloatVector.fromArray(F, from, 0);
        FloatVector across1 = FloatVector.fromArray(F, from, L);
        for (int p = 0; p < kc; p++) {
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
        return across0.add(across1).test(VectorOperators.IS_NAN).anyTrue() ? 1 : 0;
    }
}
