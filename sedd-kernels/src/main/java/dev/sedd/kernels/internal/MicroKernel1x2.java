package dev.sedd.kernels.internal;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The 1 by 2 vector microkernel; {@link MicroKernel} states its contract. */
final class MicroKernel1x2 {
    private static final VectorSpecies<Float> F = Lanes.FLOAT;
    private static final int L = Lanes.LENGTH;
    private static final int LD = BlockSizes.LD;
    private static final long ROW = 2L * L * Float.BYTES;

    private MicroKernel1x2() {}

    static void multiply(
            int kc,
            float[] a,
            int aOff,
            MemorySegment b,
            int bOff,
            float[] from,
            int fromOff,
            int ldf,
            float[] c,
            int cOff,
            int ldc) {
        FloatVector c00 = FloatVector.fromArray(F, from, fromOff);
        FloatVector c01 = FloatVector.fromArray(F, from, fromOff + L);
        for (int p = 0; p < kc; p++) {
            int ap = aOff + p;
            long bp = Panels.at(bOff) + p * ROW;
            FloatVector b0 = FloatVector.fromMemorySegment(F, b, bp, Panels.ORDER);
            FloatVector b1 = FloatVector.fromMemorySegment(F, b, bp + ROW / 2, Panels.ORDER);

            FloatVector a0 = FloatVector.broadcast(F, a[ap]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
        }
        c00.intoArray(c, cOff);
        c01.intoArray(c, cOff + L);
    }
}
