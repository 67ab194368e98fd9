package dev.sedd.kernels;

/** How a {@link PackedMatrix} or an {@link EmbeddingTable} keeps its numbers. They are computed with in float32 either way. */
public enum Storage {
    /** As they are. */
    FLOAT32(4),
    /**
     * Rounded to the nearest bfloat16, ties to even: the upper half of a float, eight bits of significand, a relative error of at
     * most 2⁻⁹. Half the memory; a product widens each panel once, while it comes into cache.
     */
    BFLOAT16(2);

    private final int bytes;

    Storage(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of a number. */
    public int bytes() {
        return bytes;
    }
}
