package dev.sedd.model.random;

/**
 * Random numbers by address: what number comes out depends on the seed and on what it is for, never on what was drawn
 * before it, so that results do not depend on threads, batches or order.
 *
 * <p>The generator is Philox4x32-10 (Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3, SC 2011).
 * The key is the seed, its low 32 bits first; the counter's four words are (sample, step, position, draw). Different
 * addresses under one seed give independent streams; it passes TestU01's BigCrush. It is integer arithmetic throughout
 * and thus the same on every machine. Immutable, free of allocation, safe for all threads.
 */
public final class CounterRandom {
    private static final long MULTIPLIER_0 = 0xD2511F53L;
    private static final long MULTIPLIER_1 = 0xCD9E8D57L;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;
    private static final int ROUNDS = 10;
    private static final double TWO_TO_MINUS_53 = 0x1p-53;

    private final long seed;

    /** The numbers of a seed; every seed is good. */
    public CounterRandom(long seed) {
        this.seed = seed;
    }

    /** The seed. */
    public long seed() {
        return seed;
    }

    /**
     * The uniform number in [0, 1) at an address, a multiple of 2^−53.
     *
     * @param sample which sample, counted over all batches
     * @param step which step of the process
     * @param position which position of the sequence
     * @param draw which of several draws at the same place
     */
    public double uniform(int sample, int step, int position, int draw) {
        Block block = block(sample, step, position, draw, (int) seed, (int) (seed >>> 32));
        return (block.lower >>> 11) * TWO_TO_MINUS_53;
    }

    /**
     * 128 random bits at an address, in {@code out[off]} and {@code out[off + 1]}; {@link #uniform} takes the number there
     * from the first of them.
     */
    public void bits(int sample, int step, int position, int draw, long[] out, int off) {
        Block block = block(sample, step, position, draw, (int) seed, (int) (seed >>> 32));
        out[off] = block.lower;
        out[off + 1] = block.upper;
    }

    /**
     * Four words, the first of each pair in the low 32 bits.
     *
     * @param lower words 0 and 1
     * @param upper words 2 and 3
     */
    record Block(long lower, long upper) {}

    /** Philox4x32-10's block of counter (c0, c1, c2, c3) under key (k0, k1). */
    static Block block(int c0, int c1, int c2, int c3, int k0, int k1) {
        int a = c0;
        int b = c1;
        int c = c2;
        int d = c3;
        int key0 = k0;
        int key1 = k1;
        for (int round = 0; round < ROUNDS; round++) {
            long product0 = MULTIPLIER_0 * Integer.toUnsignedLong(a);
            long product1 = MULTIPLIER_1 * Integer.toUnsignedLong(c);
            a = (int) (product1 >>> 32) ^ b ^ key0;
            b = (int) product1;
            c = (int) (product0 >>> 32) ^ d ^ key1;
            d = (int) product0;
            key0 += WEYL_0;
            key1 += WEYL_1;
        }
        return new Block(pair(a, b), pair(c, d));
    }

    private static long pair(int low, int high) {
        return (long) high << 32 | Integer.toUnsignedLong(low);
    }
}
