package dev.sedd.kernels.internal;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link MicroKernel6x2}, cuts and all, with A packed by columns. A step of training at 256 bits takes 0.9 of the time that it takes with
 * tiles of four rows.
 */
final class ColumnKernel6x2 {
    private static final VectorSpecies<Float> F = Lanes.FLOAT;
    private static final int L = Lanes.LENGTH;
    private static final int H = 6;
    private static final long ROW = 2L * L * Float.BYTES;
    private static final int STEPS = 4;

    private ColumnKernel6x2() {}

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
        int never = MicroKernel.never;
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
        FloatVector b0 = c00;
        FloatVector b1 = c01;
        FloatVector a0;
        int p = 0;
        for (; p <= kc - STEPS; p += STEPS) {
            int ap = aOff + p * H;
            MemorySegment rows = b.asSlice(Panels.at(bOff) + p * ROW, STEPS * ROW);
            b0 = FloatVector.fromMemorySegment(F, rows, 0, Panels.ORDER);
            b1 = FloatVector.fromMemorySegment(F, rows, ROW / 2, Panels.ORDER);

            a0 = FloatVector.broadcast(F, a[ap]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            if (p + 1 == never) {
                break;
            }

            a0 = FloatVector.broadcast(F, a[ap + 1]);
            c10 = a0.fma(b0, c10);
            c11 = a0.fma(b1, c11);

            a0 = FloatVector.broadcast(F, a[ap + 2]);
            c20 = a0.fma(b0, c20);
            c21 = a0.fma(b1, c21);

            a0 = FloatVector.broadcast(F, a[ap + 3]);
            c30 = a0.fma(b0, c30);
            c31 = a0.fma(b1, c31);

            a0 = FloatVector.broadcast(F, a[ap + 4]);
            c40 = a0.fma(b0, c40);
            c41 = a0.fma(b1, c41);

            a0 = FloatVector.broadcast(F, a[ap + 5]);
            c50 = a0.fma(b0, c50);
            c51 = a0.fma(b1, c51);
            if (p + 2 == never) {
                break;
            }
            b0 = FloatVector.fromMemorySegment(F, rows, ROW, Panels.ORDER);
            b1 = FloatVector.fromMemorySegment(F, rows, ROW + ROW / 2, Panels.ORDER);
            if (p + 3 == never) {
                break;
            }

            a0 = FloatVector.broadcast(F, a[ap + H]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);

            a0 = FloatVector.broadcast(F, a[ap + H + 1]);
            c10 = a0.fma(b0, c10);
            c11 = a0.fma(b1, c11);

            a0 = FloatVector.broadcast(F, a[ap + H + 2]);
            c20 = a0.fma(b0, c20);
            c21 = a0.fma(b1, c21);

            a0 = FloatVector.broadcast(F, a[ap + H + 3]);
            c30 = a0.fma(b0, c30);
            c31 = a0.fma(b1, c31);

            a0 = FloatVector.broadcast(F, a[ap + H + 4]);
            c40 = a0.fma(b0, c40);
            c41 = a0.fma(b1, c41);

            a0 = FloatVector.broadcast(F, a[ap + H + 5]);
            c50 = a0.fma(b0, c50);
            c51 = a0.fma(b1, c51);
            b0 = FloatVector.fromMemorySegment(F, rows, 2 * ROW, Panels.ORDER);
            b1 = FloatVector.fromMemorySegment(F, rows, 2 * ROW + ROW / 2, Panels.ORDER);
            if (p + 4 == never) {
                break;
            }

            a0 = FloatVector.broadcast(F, a[ap + 2 * H]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);

            a0 = FloatVector.broadcast(F, a[ap + 2 * H + 1]);
            c10 = a0.fma(b0, c10);
            c11 = a0.fma(b1, c11);

            a0 = FloatVector.broadcast(F, a[ap + 2 * H + 2]);
            c20 = a0.fma(b0, c20);
            c21 = a0.fma(b1, c21);

            a0 = FloatVector.broadcast(F, a[ap + 2 * H + 3]);
            c30 = a0.fma(b0, c30);
            c31 = a0.fma(b1, c31);

            a0 = FloatVector.broadcast(F, a[ap + 2 * H + 4]);
            c40 = a0.fma(b0, c40);
            c41 = a0.fma(b1, c41);

            a0 = FloatVector.broadcast(F, a[ap + 2 * H + 5]);
            c50 = a0.fma(b0, c50);
            c51 = a0.fma(b1, c51);
            b0 = FloatVector.fromMemorySegment(F, rows, 3 * ROW, Panels.ORDER);
            b1 = FloatVector.fromMemorySegment(F, rows, 3 * ROW + ROW / 2, Panels.ORDER);
            if (p + 5 == never) {
                break;
            }

            a0 = FloatVector.broadcast(F, a[ap + 3 * H]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);

            a0 = FloatVector.broadcast(F, a[ap + 3 * H + 1]);
            c10 = a0.fma(b0, c10);
            c11 = a0.fma(b1, c11);

            a0 = FloatVector.broadcast(F, a[ap + 3 * H + 2]);
            c20 = a0.fma(b0, c20);
            c21 = a0.fma(b1, c21);

            a0 = FloatVector.broadcast(F, a[ap + 3 * H + 3]);
            c30 = a0.fma(b0, c30);
            c31 = a0.fma(b1, c31);

            a0 = FloatVector.broadcast(F, a[ap + 3 * H + 4]);
            c40 = a0.fma(b0, c40);
            c41 = a0.fma(b1, c41);

            a0 = FloatVector.broadcast(F, a[ap + 3 * H + 5]);
            c50 = a0.fma(b0, c50);
            c51 = a0.fma(b1, c51);
        }
        for (; p < kc; p++) {
            int ap = aOff + p * H;
            MemorySegment rows = b.asSlice(Panels.at(bOff) + p * ROW, ROW);
            b0 = FloatVector.fromMemorySegment(F, rows, 0, Panels.ORDER);
            b1 = FloatVector.fromMemorySegment(F, rows, ROW / 2, Panels.ORDER);

            a0 = FloatVector.broadcast(F, a[ap]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);

            a0 = FloatVector.broadcast(F, a[ap + 1]);
            c10 = a0.fma(b0, c10);
            c11 = a0.fma(b1, c11);

            a0 = FloatVector.broadcast(F, a[ap + 2]);
            c20 = a0.fma(b0, c20);
            c21 = a0.fma(b1, c21);

            a0 = FloatVector.broadcast(F, a[ap + 3]);
            c30 = a0.fma(b0, c30);
            c31 = a0.fma(b1, c31);

            a0 = FloatVector.broadcast(F, a[ap + 4]);
            c40 = a0.fma(b0, c40);
            c41 = a0.fma(b1, c41);

            a0 = FloatVector.broadcast(F, a[ap + 5]);
            c50 = a0.fma(b0, c50);
            c51 = a0.fma(b1, c51);
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
        return b0.add(b1).test(VectorOperators.IS_NAN).anyTrue() ? 1 : 0;
    }
}
