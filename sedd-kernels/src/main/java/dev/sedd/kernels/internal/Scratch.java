package dev.sedd.kernels.internal;

import java.lang.foreign.MemorySegment;

/**
 * Scratch arrays of the calling thread, kept from call to call and grown on demand, one for each use. Contents are not
 * cleared. A buffer belongs to the kernel that took it until that kernel returns; kernels that call one another use
 * different buffers.
 */
public enum Scratch {
    /** Packed rows of the left operand. */
    LEFT,
    /** Packed panels of the right operand. */
    RIGHT,
    /** A panel of the right operand on its way from or to bfloat16. */
    PANEL,
    /** Columns of the right operand, half turned into rows. */
    HALVES,
    /** A tile at the edge of a product. */
    TILE,
    /** What the sums of a panel's columns start from. */
    START,
    /** The sums of a block of a product, from one block of k to the next. */
    PRODUCT,
    /** A block of attention scores, as the left operand of the product with the values. */
    SCORES,
    /** The largest of each of its rows. */
    MAXIMA,
    /** The sums of their exponentials. */
    SUMS,
    /** Packed keys of one head. */
    KEYS,
    /** Packed values of one head. */
    VALUES,
    /** Rows of a weight on their way into panels. */
    STRIP,
    /** A row of exponentials. */
    ROW,
    /** The gradients of a block of attention scores. */
    SCORE_GRADIENTS,
    /** What a layer norm multiplies the normalised row by. */
    FACTOR,
    /** A gradient times a normalised row. */
    ALONG,
    /** What is left of arrays behind their last whole vector. */
    END,
    /** Exponentials on their way from one loop to the next. */
    POWERS,
    /** The normal distribution function of some elements. */
    DISTRIBUTION,
    /** The partial sums of some rows. */
    PARTIAL;

    private static final int COUNT = values().length;
    private static final ThreadLocal<float[][]> ARRAYS = ThreadLocal.withInitial(() -> new float[COUNT][0]);
    private static final ThreadLocal<MemorySegment[]> SEGMENTS =
            ThreadLocal.withInitial(() -> new MemorySegment[COUNT]);

    /** How many {@link #doubles} there are: the partial sums of a block. */
    static final int DOUBLES = 8;

    private static final ThreadLocal<double[]> PARTIAL_DOUBLES = ThreadLocal.withInitial(() -> new double[DOUBLES]);
    private static final ThreadLocal<int[]> STEPS =
            ThreadLocal.withInitial(() -> new int[Lanes.LENGTH + 2]); // and what they were made for

    /** The offsets 0, {@code step}, 2·{@code step} .. of the first {@code width} lanes of a vector that is gathered; others are 0. */
    static int[] steps(int step, int width) {
        int[] steps = STEPS.get();
        if (steps[Lanes.LENGTH] != step || steps[Lanes.LENGTH + 1] != width) {
            for (int i = 0; i < Lanes.LENGTH; i++) {
                steps[i] = i < width ? i * step : 0;
            }
            steps[Lanes.LENGTH] = step;
            steps[Lanes.LENGTH + 1] = width;
        }
        return steps;
    }

    /** This thread's partial sums of a block. */
    static double[] doubles() {
        return PARTIAL_DOUBLES.get();
    }

    /** This thread's array, with room for at least {@code size} floats. */
    public float[] floats(int size) {
        float[][] arrays = ARRAYS.get();
        float[] array = arrays[ordinal()];
        if (array.length < size) {
            array = new float[grown(size, array.length)];
            arrays[ordinal()] = array;
        }
        return array;
    }

    /** This thread's {@link Panels}, with room for at least {@code size} floats. */
    MemorySegment panels(int size) {
        MemorySegment[] segments = SEGMENTS.get();
        MemorySegment segment = segments[ordinal()];
        if (segment == null || segment.byteSize() < Panels.at(size)) {
            int had = segment == null ? 0 : (int) (segment.byteSize() / Float.BYTES);
            segment = Panels.allocate(grown(size, had));
            segments[ordinal()] = segment;
        }
        return segment;
    }

    private static int grown(int size, int had) {
        return Math.max(size, had + had / 2);
    }
}
