package dev.sedd.kernels.internal;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/**
 * Memory for packed right operands: outside the heap and aligned to a cache line, so that no load of a vector straddles
 * two. An array starts 16 bytes into one, which costs a product 7 % at 512 bits. Places are counted in floats.
 *
 * <p>A hot loop on panels that is not called from a long method is best long itself, above the 325 bytes of code up to which Java's
 * compiler puts a method into its caller. Otherwise it may end at the bottom of a chain of callers, where the compiler has spent
 * its depth and leaves Java's own methods on a segment out.
 */
final class Panels {
    /** The order of the bytes of a float. */
    static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /**
     * Floats of the next panel that a tile touches with each step of k: sixteen tiles touch all of a panel of 32 columns. Four and
     * more at a time come faster than they can be fetched from beyond L2.
     */
    static final int TOUCHED = 2;

    /** What {@link #touch} reads hardly ever: a NaN that no arithmetic makes. */
    static final int RARE = 0x7f8badc0;

    private static final long LINE = 64;

    /** Java's class of what {@link #allocate} gives. */
    private static final Class<?> CLASS = allocate(1).getClass();

    private Panels() {}

    /** Room for {@code floats} zeros, freed when nothing refers to it any more. */
    static MemorySegment allocate(int floats) {
        return Arena.ofAuto().allocate(at(floats), LINE);
    }

    /**
     * The same panels, of which the compiler knows the class from here on, in place of the classes that Java's own methods have met
     * anywhere in the program: 0.98 of the time of the notebook's network, 0.95 of a pass with bfloat16. Kernels ask it of what they
     * read, each by itself, since none is compiled into its caller.
     */
    static MemorySegment known(MemorySegment panels) {
        if (panels.getClass() != CLASS) {
            throw new IllegalArgumentException(panels + " is not allocated as panels");
        }
        return panels;
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
     * Reads what step {@code p} of a tile touches of a panel, from float {@code ahead} on. The processor then has its lines in a
     * cache, and those behind them on their way, before the panel is multiplied.
     */
    static int touch(MemorySegment panels, int ahead, int p) {
        return panels.get(JAVA_INT_UNALIGNED, at(ahead) + p * at(TOUCHED));
    }

    /** The number of floats. */
    static int floats(MemorySegment panels) {
        return (int) (panels.byteSize() / Float.BYTES);
    }

    /** Writes one float. */
    static void set(MemorySegment to, int index, float value) {
        to.set(JAVA_FLOAT, at(index), value);
    }
}
