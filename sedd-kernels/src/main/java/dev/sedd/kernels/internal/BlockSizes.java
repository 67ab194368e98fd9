package dev.sedd.kernels.internal;

/** Where the matrix product cuts its operands. Each constant stands with what chose it. */
final class BlockSizes {
    /**
     * Rows of B that are multiplied at a time. 192 to 512 measured alike on the network's products: a panel of fewer rows stays
     * in L1, but C is read and written more often. 384 takes all of the notebook's k at once. The same for every vector width,
     * for it decides where sums are rounded.
     */
    static final int KC = 384;

    /**
     * The distance of two packed rows of A, a constant of the microkernel: KC and one cache line, so that the rows of a tile
     * do not fall into the same sets of L1.
     */
    static final int LD = KC + 16;

    /**
     * Rows of A that are packed at a time, a multiple of every tile height: LD · MC floats, 470 kB, lie in L2. It takes all
     * rows of the notebook's network at once, so that a weight is read once a product.
     */
    static final int MC = 294;

    /**
     * Columns of B that are packed at a time where B was not packed before, all of their k: so C is written once, and not once a
     * block of k. Squares of 2048 and 4096 take 0.92 of the time so; 512 to 2048 columns measured alike.
     */
    static final int NC = 1024;

    /** Floats that are packed so at most, 16 MB, half of an L3: of a larger k fewer columns. */
    static final int PANELS = 1 << 22;

    /** Of a k larger than this, which is some hundred blocks, parts are multiplied one after the other. */
    static final int DEPTH = 256 * KC;

    /**
     * Columns whose sums grow at a time, from one block of k to the next: MC · SUMS floats, 1.2 MB. 512 to 1024 measured alike; of
     * all columns together, the sums would need more memory than the product. A multiple of every tile width.
     */
    static final int SUMS = 1024;

    /** Multiply-adds below which a product is not worth waking another thread: about 20 µs of one core's time. */
    static final long PARALLEL_MULTIPLY_ADDS = 1L << 21;

    private BlockSizes() {}
}
