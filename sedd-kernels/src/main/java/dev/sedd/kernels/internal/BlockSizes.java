package dev.sedd.kernels.internal;

/** Where the matrix product cuts its operands. Each constant stands with what chose it. */
final class BlockSizes {
    /**
     * Rows of B that are multiplied at a time. A panel of B, KC · 2 vectors, should come from L1 or nearly, one of A from
     * L2. The same for every vector width, for it decides where sums are rounded.
     */
    static final int KC = 512;

    /** Rows of A that are packed at a time, a multiple of every tile height: KC · MC floats, 288 kB, lie in L2. */
    static final int MC = 264;

    /** Columns of B that are packed at a time where B was not packed before: KC · NC floats, 4 MB. */
    static final int NC = 2048;

    /** Multiply-adds below which a product is not worth waking another thread: about 20 µs of one core's time. */
    static final long PARALLEL_MULTIPLY_ADDS = 1L << 21;

    private BlockSizes() {}
}
