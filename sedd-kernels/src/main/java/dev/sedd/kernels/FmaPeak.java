package dev.sedd.kernels;

import dev.sedd.kernels.internal.FmaLoop;

/**
 * The rate of fused multiply-adds that this machine reaches where nothing holds it up, neither memory nor dependencies:
 * what a kernel can be measured against. No product of matrices is faster, counted as 2·m·n·k, but Strassen's.
 */
public final class FmaPeak {
    /** Rounds in one call of the loop: few, so that it is compiled after some calls; some microseconds then. */
    private static final int ROUNDS = 2048;

    /** Calls in one slice: a third of a millisecond, so short that some slices meet no other work on the machine. */
    private static final int CALLS = 100;

    private static final double NANOSECONDS = 1e9;

    private FmaPeak() {}

    /**
     * Runs independent chains of fused multiply-adds on every thread of the team at once, for {@code seconds}, and
     * returns the rate of the best slice of about a third of a millisecond, in GFLOP/s: 2 for each fused multiply-add and lane.
     *
     * <p>A fresh JVM needs some tenths of a second until the loop is compiled. At least one slice is run.
     *
     * @param workers the team; its threads should be doing nothing else
     * @param seconds how long to measure, finite and ≥ 0
     * @throws IllegalArgumentException where seconds is negative, infinite or NaN
     */
    public static double gflops(Workers workers, double seconds) {
        if (!(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("seconds=" + seconds + " is not finite and ≥ 0");
        }
        double flops = (double) FmaLoop.FLOPS * ROUNDS * CALLS * workers.threads();
        float[] sums = new float[workers.threads()];
        double best = 0;
        long start = System.nanoTime();
        do {
            long before = System.nanoTime();
            workers.forEach(sums.length, thread -> sums[thread] = slice());
            best = Math.max(best, flops / Math.max(1, System.nanoTime() - before));
        } while (System.nanoTime() - start < seconds * NANOSECONDS);
        return best;
    }

    private static float slice() {
        float sum = 0;
        for (int call = 0; call < CALLS; call++) {
            sum += FmaLoop.run(ROUNDS);
        }
        return sum;
    }
}
