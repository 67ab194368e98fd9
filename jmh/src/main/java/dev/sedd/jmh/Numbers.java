package dev.sedd.jmh;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Inputs of the benchmarks, and the check of their results. */
final class Numbers {
    private Numbers() {}

    /** The sizes in a shape such as "256x1152x384". */
    static int[] sizes(String shape) {
        return Arrays.stream(shape.split("x")).mapToInt(Integer::parseInt).toArray();
    }

    /** Normal numbers with the given standard deviation, the same at every run. */
    static float[] normal(long n, double deviation, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[Math.toIntExact(n)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }

    /** Throws where an entry is farther from the expected one than {@code bound} times the largest expected one. */
    static void requireClose(float[] expected, float[] actual, double bound) {
        double largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs((double) expected[i] - actual[i]) <= bound * largest)) {
                throw new IllegalStateException("entry " + i + " is " + actual[i] + " and should be " + expected[i]);
            }
        }
    }
}
