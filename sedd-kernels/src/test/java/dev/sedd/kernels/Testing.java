package dev.sedd.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;

/** What the tests of several kernels share: awkward sizes, seeded inputs, comparisons. */
final class Testing {
    /** What stands between and around the rows of an output, to see that it stays. */
    static final float UNTOUCHED = -7777.25f;

    private Testing() {}

    /** Row lengths: empty, one, around every vector length and around two of the widest, and primes. */
    static IntStream sizes() {
        return IntStream.of(0, 1, 2, 3, 4, 5, 7, 8, 9, 13, 15, 16, 17, 31, 32, 33, 37, 65, 101, 257);
    }

    /** Normally distributed numbers with the given deviation. */
    static float[] normal(long seed, int size, double deviation) {
        Random random = new Random(seed);
        float[] a = new float[size];
        for (int i = 0; i < size; i++) {
            a[i] = (float) (random.nextGaussian() * deviation);
        }
        return a;
    }

    /** An output array in which every element is {@link #UNTOUCHED}. */
    static float[] untouched(int size) {
        float[] a = new float[size];
        java.util.Arrays.fill(a, UNTOUCHED);
        return a;
    }

    /**
     * Each row is within {@code tolerance} times its largest finite expected entry, NaN and infinities agree, and what is
     * not in a row is the same to the bit.
     */
    static void assertRowsClose(
            float[] actual, float[] expected, int rows, int n, int off, int ld, double tolerance, String what) {
        for (int i = 0; i < actual.length; i++) {
            int row = i < off ? -1 : (i - off) / ld;
            boolean inside = row >= 0 && row < rows && (i - off) % ld < n;
            if (!inside) {
                assertThat(actual[i]).as("%s: around the rows, at %d", what, i).isEqualTo(expected[i]);
            }
        }
        for (int r = 0; r < rows; r++) {
            assertClose(actual, expected, n, off + r * ld, tolerance, what + ", row " + r);
        }
    }

    /** {@code n} elements are within {@code tolerance} times the largest finite expected one. */
    static void assertClose(float[] actual, float[] expected, int n, int off, double tolerance, String what) {
        double largest = 0;
        for (int j = 0; j < n; j++) {
            if (Float.isFinite(expected[off + j])) {
                largest = Math.max(largest, Math.abs(expected[off + j]));
            }
        }
        for (int j = 0; j < n; j++) {
            float a = actual[off + j];
            float e = expected[off + j];
            boolean close =
                    Float.isFinite(e) ? Math.abs((double) a - e) <= tolerance * largest : Float.compare(a, e) == 0;
            assertThat(close)
                    .as("%s: element %d of %d is %s, expected %s, largest %s", what, j, n, a, e, largest)
                    .isTrue();
        }
    }
}
