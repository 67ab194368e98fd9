package dev.sedd.kernels.internal;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The 6 by 2 vector microkernel for 16 registers; {@link MicroKernel} states its contract.
 *
 * <p>Twelve accumulators, two vectors of B and an element of A or two fill 16 registers. Four steps of k go into a round of the loop, so
 * that its counter and its addresses are paid once: 25 instructions a step in place of 29. That counts where another thread shares
 * the core, and with it what the core can start in a cycle: products take 0.89 to 0.96 of the time that a loop of single steps
 * takes, passes of the networks 0.92 to 0.94; on a core of one's own 0.96 to 1.
 *
 * <p>Java's compiler orders the instructions between two branches, and fetches there all that is needed before it computes:
 * accumulators are left without registers then, at half the speed. But at a branch that leaves the loop all accumulators must be up
 * to date. So branches that are never taken cut a round into blocks that need so little that 16 registers do for any order, or
 * almost: two vectors of B and one row of A, then rows of A alone, each of which is used up as soon as it is there. The two vectors
 * of B for the next step are fetched at the end of a block, as they are asked for after the loop as well; those of the second step
 * between two cuts, since after five rows, unlike six, they would be fetched too soon.
 */
final class MicroKernel6x2 {
    private static final VectorSpecies<Float> F = Lanes.FLOAT;
    private static final int L = Lanes.LENGTH;
    private static final int LD = BlockSizes.LD;
    private static final long ROW = 2L * L * Float.BYTES;

    /** Steps of k in one round. */
    private static final int STEPS = 4;

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
            int ap = aOff + p;
            MemorySegment rows = b.asSlice(Panels.at(bOff) + p * ROW, STEPS * ROW);
            b0 = FloatVector.fromMemorySegment(F, rows, 0, Panels.ORDER);
            b1 = FloatVector.fromMemorySegment(F, rows, ROW / 2, Panels.ORDER);

            a0 = FloatVector.broadcast(F, a[ap]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            if (p + 1 == never) {
                break;
            }

            a0 = FloatVector.broadcast(F, a[ap + LD]);
            c10 = a0.fma(b0, c10);
            c11 = a0.fma(b1, c11);

            a0 = FloatVector.broadcast(F, a[ap + 2 * LD]);
            c20 = a0.fma(b0, c20);
            c21 = a0.fma(b1, c21);

            a0 = FloatVector.broadcast(F, a[ap + 3 * LD]);
            c30 = a0.fma(b0, c30);
            c31 = a0.fma(b1, c31);

            a0 = FloatVector.broadcast(F, a[ap + 4 * LD]);
            c40 = a0.fma(b0, c40);
            c41 = a0.fma(b1, c41);

            a0 = FloatVector.broadcast(F, a[ap + 5 * LD]);
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

            a0 = FloatVector.broadcast(F, a[ap + 1]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);

            a0 = FloatVector.broadcast(F, a[ap + 1 + LD]);
            c10 = a0.fma(b0, c10);
            c11 = a0.fma(b1, c11);

            a0 = FloatVector.broadcast(F, a[ap + 1 + 2 * LD]);
            c20 = a0.fma(b0, c20);
            c21 = a0.fma(b1, c21);

            a0 = FloatVector.broadcast(F, a[ap + 1 + 3 * LD]);
            c30 = a0.fma(b0, c30);
            c31 = a0.fma(b1, c31);

            a0 = FloatVector.broadcast(F, a[ap + 1 + 4 * LD]);
            c40 = a0.fma(b0, c40);
            c41 = a0.fma(b1, c41);

            a0 = FloatVector.broadcast(F, a[ap + 1 + 5 * LD]);
            c50 = a0.fma(b0, c50);
            c51 = a0.fma(b1, c51);
            b0 = FloatVector.fromMemorySegment(F, rows, 2 * ROW, Panels.ORDER);
            b1 = FloatVector.fromMemorySegment(F, rows, 2 * ROW + ROW / 2, Panels.ORDER);
            if (p + 4 == never) {
                break;
            }

            a0 = FloatVector.broadcast(F, a[ap + 2]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);

            a0 = FloatVector.broadcast(F, a[ap + 2 + LD]);
            c10 = a0.fma(b0, c10);
            c11 = a0.fma(b1, c11);

            a0 = FloatVector.broadcast(F, a[ap + 2 + 2 * LD]);
            c20 = a0.fma(b0, c20);
            c21 = a0.fma(b1, c21);

            a0 = FloatVector.broadcast(F, a[ap + 2 + 3 * LD]);
            c30 = a0.fma(b0, c30);
            c31 = a0.fma(b1, c31);

            a0 = FloatVector.broadcast(F, a[ap + 2 + 4 * LD]);
            c40 = a0.fma(b0, c40);
            c41 = a0.fma(b1, c41);

            a0 = FloatVector.broadcast(F, a[ap + 2 + 5 * LD]);
            c50 = a0.fma(b0, c50);
            c51 = a0.fma(b1, c51);
            b0 = FloatVector.fromMemorySegment(F, rows, 3 * ROW, Panels.ORDER);
            b1 = FloatVector.fromMemorySegment(F, rows, 3 * ROW + ROW / 2, Panels.ORDER);
            if (p + 5 == never) {
                break;
            }

            a0 = FloatVector.broadcast(F, a[ap + 3]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);

            a0 = FloatVector.broadcast(F, a[ap + 3 + LD]);
            c10 = a0.fma(b0, c10);
            c11 = a0.fma(b1, c11);

            a0 = FloatVector.broadcast(F, a[ap + 3 + 2 * LD]);
            c20 = a0.fma(b0, c20);
            c21 = a0.fma(b1, c21);

            a0 = FloatVector.broadcast(F, a[ap + 3 + 3 * LD]);
            c30 = a0.fma(b0, c30);
            c31 = a0.fma(b1, c31);

            a0 = FloatVector.broadcast(F, a[ap + 3 + 4 * LD]);
            c40 = a0.fma(b0, c40);
            c41 = a0.fma(b1, c41);

            a0 = FloatVector.broadcast(F, a[ap + 3 + 5 * LD]);
            c50 = a0.fma(b0, c50);
            c51 = a0.fma(b1, c51);
        }
        for (; p < kc; p++) {
            int ap = aOff + p;
            MemorySegment rows = b.asSlice(Panels.at(bOff) + p * ROW, ROW);
            b0 = FloatVector.fromMemorySegment(F, rows, 0, Panels.ORDER);
            b1 = FloatVector.fromMemorySegment(F, rows, ROW / 2, Panels.ORDER);

            a0 = FloatVector.broadcast(F, a[ap]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);

            a0 = FloatVector.broadcast(F, a[ap + LD]);
            c10 = a0.fma(b0, c10);
            c11 = a0.fma(b1, c11);

            a0 = FloatVector.broadcast(F, a[ap + 2 * LD]);
            c20 = a0.fma(b0, c20);
            c21 = a0.fma(b1, c21);

            a0 = FloatVector.broadcast(F, a[ap + 3 * LD]);
            c30 = a0.fma(b0, c30);
            c31 = a0.fma(b1, c31);

            a0 = FloatVector.broadcast(F, a[ap + 4 * LD]);
            c40 = a0.fma(b0, c40);
            c41 = a0.fma(b1, c41);

            a0 = FloatVector.broadcast(F, a[ap + 5 * LD]);
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
