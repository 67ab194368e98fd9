package dev.sedd.kernels.internal;

/** Where the matrix product cuts its operands. Each constant stands with what chose it. */
final class BlockSizes {
    /**
     * Rows of B that are multiplied at a time. 768 takes all of k at once in most products of the networks, so that C is written
     * once: sedd-small's pass takes 0.96 (one thread) and 0.97 (two) of the time that 384 takes, the notebook's the same. The same
     * for every vector width.
     */
    static final int KC = 768;

    /**
     * The distance of two packed rows of A, a constant of the microkernel: KC and one cache line, so that the rows of a tile
     * do not fall into the same sets of L1.
     */
    static final int LD = KC + 16;

    /** Rows of A that are packed at a time, a multiple of every tile height: KC · MC floats, 590 kB, lie in L2. */
    private static final int MC = 192;

    /**
     * Floats of B by which all packed rows of A are multiplied before the next come: 196 kB, which lie in half of an L2 of 512 kB, so
     * that rows of A may come from L3, once for all of these panels. Against one panel at a time, products of the networks are 1.02
     * to 1.1 times as fast on such a processor, at 256 bits, attention 1.03 times, and passes take 0.94 to 0.98 of the time;
     * with half of it 0.96 to 0.98. At 512 bits it is one panel, as an L2 of 1 MB holds MC rows of A beside it.
     */
    private static final int RESIDENT = Lanes.BITS == 512 ? 0 : 48 << 10;

    /**
     * Columns of B that are packed at a time where B was not packed before, all of their k: so C is written once, and not once a
     * block of k. Squares of 2048 and 4096 take 0.92 of the time so; 512 to 2048 columns measured alike.
     */
    static final int NC = 1024;

    /** Floats that are packed so at most, 16 MB, half of an L3: of a larger k fewer columns. */
    static final int PANELS = 1 << 22;

    /** Of a k larger than this, which is some hundred blocks, parts are multiplied one after the other. */
    static final int DEPTH = 128 * KC;

    /**
     * Columns whose sums grow at a time, from one block of k to the next: MC · SUMS floats, 790 kB. 512 to 1024 measured alike; of
     * all columns together, the sums would need more memory than the product. A multiple of every tile width.
     */
    static final int SUMS = 1024;

    /** Multiply-adds below which a product is not worth waking another thread: about 20 µs of one core's time. */
    static final long PARALLEL_MULTIPLY_ADDS = 1L << 21;

    /** Threads up to which a product is cut into one part for each. */
    private static final int FEW_THREADS = 4;

    /**
     * Parts for each of more threads: where there are many, some are slower than others, or held up, and all would wait for them.
     * A pass of the notebook's network, eight texts, takes 0.82 of the time on 16 threads, one text 0.91, on 8 threads 0.76 to 1.01;
     * on 4 threads as long, and on 2 longer, since each part packs its own rows of A.
     */
    private static final int PARTS = 4;

    private BlockSizes() {}

    /** Into how many parts a product is cut at most. */
    static int parts(int threads) {
        return threads <= FEW_THREADS ? threads : PARTS * threads;
    }

    /** Columns of B, whole panels, by which all packed rows of A are multiplied before the next come, of {@code kc} rows of B. */
    static int columns(int kc) {
        return Math.max(1, RESIDENT / kc / MicroKernel.NR) * MicroKernel.NR;
    }

    /**
     * Rows of A that are packed at a time where there are {@code k} columns of it: twice as many where k is short. So all rows of
     * the notebook's network are, and a weight is read once a product.
     */
    static int rows(int k) {
        return k <= KC / 2 ? 2 * MC : MC;
    }
}
