package dev.sedd.jmh;

import dev.sedd.kernels.Transpose;
import dev.sedd.kernels.reference.GemmReference;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Inputs of the benchmarks, and the check of their results. */
public final class Numbers {
    /** What the reference computes of a product at most, so that checks of large ones take no minutes. */
    private static final double LARGEST_CHECK = 3e8;

    private Numbers() {}

    /** The sizes in a shape such as "256x1152x384". */
    public static int[] sizes(String shape) {
        return Arrays.stream(shape.split("x")).mapToInt(Integer::parseInt).toArray();
    }

    /** Normal numbers with the given standard deviation, the same at every run. */
    public static float[] normal(long n, double deviation, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[Math.toIntExact(n)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }

    /** Tokens of a vocabulary of {@code v}, the same at every run. */
    static int[] tokens(int n, int v) {
        return new SplittableRandom(1).ints(n, 0, v).toArray();
    }

    /** Random bits, the same at every run. */
    static long[] longs(int n) {
        return new SplittableRandom(1).longs(n).toArray();
    }

    /** The {@code i}-th of numbers that fill [0, 1) evenly: multiples of the golden ratio. */
    static double uniform(int i) {
        double multiple = (i & 0xffff) * 0.6180339887498949;
        return multiple - Math.floor(multiple);
    }

    /** As double. */
    static double[] doubles(float[] x) {
        double[] y = new double[x.length];
        Arrays.setAll(y, i -> x[i]);
        return y;
    }

    /** Rounded to float. */
    static float[] floats(double[] x) {
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = (float) x[i];
        }
        return y;
    }

    /** Throws where two draws differ. */
    static void requireEqual(int expected, int actual) {
        if (expected != actual) {
            throw new IllegalStateException(actual + " is drawn and should be " + expected);
        }
    }

    /** Throws where an entry is farther from the expected one than {@code bound} times the largest expected one. */
    public static void requireClose(float[] expected, float[] actual, double bound) {
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

    /**
     * Throws where C is not A · Wᵀ: A (m, k), W (n, k), C (m, n). Of large products as many rows are checked as the
     * reference can do in a moment, the first and the last among them.
     */
    public static void requireProduct(int m, int n, int k, float[] a, float[] w, float[] c) {
        int rows = (int) Math.min(m, Math.max(2, LARGEST_CHECK / ((double) n * k)));
        float[] expected = new float[n];
        for (int r = 0; r < rows; r++) {
            int i = rows == 1 ? 0 : (int) ((long) r * (m - 1) / (rows - 1));
            GemmReference.multiply(Transpose.NO, Transpose.YES, 1, n, k, 1, a, i * k, k, w, 0, k, 0, expected, 0, n);
            requireClose(expected, Arrays.copyOfRange(c, i * n, (i + 1) * n), 1e-5);
        }
    }
}
