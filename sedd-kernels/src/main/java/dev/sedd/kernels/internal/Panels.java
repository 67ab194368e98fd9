package dev.sedd.kernels.internal;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/**
 * Memory for packed right operands: outside the heap and aligned to a cache line, so that no load of a vector straddles
 * two. An array starts 16 bytes into one, which costs a product 7 % at 512 bits. Places are counted in floats.
 */
final class Panels {
    /** The order of the bytes of a float. */
    static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private static final long LINE = 64;

    private Panels() {}

    /** Room for {@code floats} zeros, freed when nothing refers to it any more. */
    static MemorySegment allocate(int floats) {
        return Arena.ofAuto().allocate(at(floats), LINE);
    }

    /** The byte at which float {@code index} lies. */
    static long at(int index) {
        return (long) index * Float.BYTES;
    }

    /** Copies {@code n} floats. */
    static void copy(float[] from, int off, int n, MemorySegment to, int toOff) {
        MemorySegment.copy(from, off, to, JAVA_FLOAT, at(toOff), n);
    }

    /**
     * Brings {@code floats} floats into cache by reading one of each line. Reads that nothing waits for overtake each other, so
     * that a panel comes in at the speed of a copy, where the microkernel, which can run ahead of its sums by a dozen rows only,
     * would wait for each: 5 % of a product whose weight lies in L3.
     *
     * @return what was read, to be stored somewhere, or the compiler leaves the reads out
     */
    static int fetch(MemorySegment panel, int from, int floats) {
        long end = at(from + floats);
        int x = 0;
        int y = 0;
        int z = 0;
        int w = 0;
        for (long i = at(from); i + 4 * LINE <= end; i += 4 * LINE) {
            x ^= panel.get(JAVA_INT, i);
            y ^= panel.get(JAVA_INT, i + LINE);
            z ^= panel.get(JAVA_INT, i + 2 * LINE);
            w ^= panel.get(JAVA_INT, i + 3 * LINE);
        }
        return x ^ y ^ z ^ w;
    }

    /** Writes one float. */
    static void set(MemorySegment to, int index, float value) {
        to.set(JAVA_FLOAT, at(index), value);
    }
}
