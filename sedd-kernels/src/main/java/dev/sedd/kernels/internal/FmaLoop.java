package dev.sedd.kernels.internal;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A loop that does nothing but fused multiply-adds, in registers: the most that the processor's arithmetic can do.
 *
 * <p>Each round is one x := x/2 + 1 for each of {@link #CHAINS} vectors that do not depend on each other. Two units
 * that each take four cycles need eight of them; four are in reserve, and with the two constants they fill fourteen of
 * the sixteen vector registers that processors have without AVX-512.
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
     * lane ends at 2 − 2^(1 − rounds), rounded.
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
            x0 = half.fma(x0, one);
            x1 = half.fma(x1, one);
            x2 = half.fma(x2, one);
            x3 = half.fma(x3, one);
            x4 = half.fma(x4, one);
            x5 = half.fma(x5, one);
            x6 = half.fma(x6, one);
            x7 = half.fma(x7, one);
            x8 = half.fma(x8, one);
            x9 = half.fma(x9, one);
            x10 = half.fma(x10, one);
            x11 = half.fma(x11, one);
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
