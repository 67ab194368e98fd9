package dev.sedd.kernels.internal;

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
    /** A tile at the edge of a product. */
    TILE,
    /** A block of a product whose residual still lies in the output. */
    PRODUCT,
    /** A block of attention scores. */
    SCORES,
    /** The sums of their exponentials. */
    SUMS,
    /** Packed keys of one head. */
    KEYS,
    /** Packed values of one head. */
    VALUES,
    /** A row of exponentials. */
    ROW;

    private static final int COUNT = values().length;
    private static final ThreadLocal<float[][]> BUFFERS = ThreadLocal.withInitial(() -> new float[COUNT][0]);

    /** This thread's buffer, with room for at least {@code size} floats. */
    public float[] floats(int size) {
        float[][] buffers = BUFFERS.get();
        float[] buffer = buffers[ordinal()];
        if (buffer.length < size) {
            buffer = new float[Math.max(size, buffer.length + buffer.length / 2)];
            buffers[ordinal()] = buffer;
        }
        return buffer;
    }
}
