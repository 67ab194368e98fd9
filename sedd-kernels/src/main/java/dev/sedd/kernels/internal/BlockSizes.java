package dev.sedd.kernels.internal;

/** Where the matrix product cuts its operands. Each constant stands with what chose it. */
final class BlockSizes {
    /**
     * Rows of B that are multiplied at a time. At 512 bits a panel of B is 64 kB then and comes from L2, which costs
     * nothing once it lies on cache lines: the two inner loops reached 201 GFLOP/s with 384 and with 512 rows, 204 with
     * 256, which move C twice as often. The same for every vector width, for it decides where sums are rounded.
     */
    static final int KC = 512;

    /**
     * Rows of A that are packed at a time, a multiple of every tile height: KC · MC floats, 528 kB, lie in L2. It takes all
     * rows of the notebook's network at once, so that a weight is read once a product; 132 rows measured alike.
     */
    static final int MC = 264;

    /** Columns of B that are packed at a time where B was not packed before: KC · NC floats, 4 MB. */
    static final int NC = 2048;

    /** Multiply-adds below which a product is not worth waking another thread: about 20 µs of one core's time. */
    static final long PARALLEL_MULTIPLY_ADDS = 1L << 21;

    private BlockSizes() {}
}
