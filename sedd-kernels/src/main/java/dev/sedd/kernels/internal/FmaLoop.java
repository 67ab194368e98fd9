package dev.sedd.kernels.internal;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A loop that does nothing but fused multiply-adds, in registers: the most that the processor's arithmetic can do.
 *
 * <p>Each round is one x := x + ½ · 1 for each of {@link #CHAINS} vectors that do not depend on each other. Two units
 * that each take four cycles need eight of them; four are in reserve, and with the two factors they fill fourteen of
 * the sixteen vector registers that processors have without AVX-512. Sums are what products add to: were a constant added, it would
 * be copied first, in every step.
 */
public final class FmaLoop {
    /** Independent vectors. */
    private static final int CHAINS = 12;

    /** Floating-point operations of one round: a multiplication and an addition in every lane of every chain. */
    public static final int FLOPS = 2 * CHAINS * Lanes.LENGTH;

    private static final VectorSpecies<Float> F = Lanes.FLOAT;
    private static final int L = Lanes.LENGTH;

    private FmaLoop() {}

    /**
     * Does {@code rounds} rounds from x = 0 and returns the sum of all lanes, so that no round can be left out. Every
     * lane ends at rounds / 2.
     */
    public static float run(int rounds) {
        float[] lanes = new float[CHAINS * L];
        run(rounds, lanes);
        float sum = 0;
        for (float lane : lanes) {
            sum += lane;
        }
        return sum;
    }

    private static void run(int rounds, float[] lanes) {
        FloatVector half = FloatVector.broadcast(F, 0.5f);
        FloatVector one = FloatVector.broadcast(F, 1f);
        FloatVector x0 = FloatVector.zero(F);
        FloatVector x1 = FloatVector.zero(F);
        FloatVector x2 = FloatVector.zero(F);
        FloatVector x3 = FloatVector.zero(F);
        FloatVector x4 = FloatVector.zero(F);
        FloatVector x5 = FloatVector.zero(F);
        FloatVector x6 = FloatVector.zero(F);
        FloatVector x7 = FloatVector.zero(F);
        FloatVector x8 = FloatVector.zero(F);
        FloatVector x9 = FloatVector.zero(F);
        FloatVector x10 = FloatVector.zero(F);
        FloatVector x11 = FloatVector.zero(F);
        for (int i = 0; i < rounds; i++) {
            x0 = half.fma(one, x0);
            x1 = half.fma(one, x1);
            x2 = half.fma(one, x2);
            x3 = half.fma(one, x3);
            x4 = half.fma(one, x4);
            x5 = half.fma(one, x5);
            x6 = half.fma(one, x6);
            x7 = half.fma(one, x7);
            x8 = half.fma(one, x8);
            x9 = half.fma(one, x9);
            x10 = half.fma(one, x10);
            x11 = half.fma(one, x11);
        }
        x0.intoArray(lanes, 0);
        x1.intoArray(lanes, L);
        x2.intoArray(lanes, 2 * L);
        x3.intoArray(lanes, 3 * L);
        x4.intoArray(lanes, 4 * L);
        x5.intoArray(lanes, 5 * L);
        x6.intoArray(lanes, 6 * L);
        x7.intoArray(lanes, 7 * L);
        x8.intoArray(lanes, 8 * L);
        x9.intoArray(lanes, 9 * L);
        x10.intoArray(lanes, 10 * L);
        x11.intoArray(lanes, 11 * L);
    }
}
