package dev.sedd.kernels;

import dev.sedd.kernels.internal.BlockSums;
import dev.sedd.kernels.internal.Checks;
import dev.sedd.kernels.internal.Exponentials;
import java.util.Objects;

/**
 * Draws from a categorical distribution whose weights are given by their logarithms: {@link #read} takes a row x of
 * logarithms and sums e^x, in double, and {@link #draw} draws an index i of weight max(slope·e^(x_i) + level, 0). One index
 * has a weight of its own and is not in the sum. The weights are never stored: the row is read once for their sums over
 * blocks, where {@code level} is not 0 a second time, and the block that is drawn once more.
 *
 * <p>The law is that of {@link Categorical} with such weights. e^x has a relative error below 2.5e-16; below x = −708 it
 * is taken to be 0.
 *
 * <p>An instance is scratch space for one thread at a time, made once; reading and drawing allocate nothing.
 */
public final class ExponentialDraw {
    /** Elements of a block: enough for the constants of an exponential to stay in registers for a while. */
    private static final int BLOCK = 512;

    /** What a block must weigh for its largest weight to be a normal number: one by one, smaller ones may all be 0. */
    private static final double SMALLEST = BLOCK * Double.MIN_NORMAL;

    private final double[] sums; // of e^x over each block
    private final double[] weights; // of each block
    private final double[] block = new double[BLOCK];
    private final int longest;
    private float[] x = {};
    private int off;
    private int n;
    private int at;

    /** Scratch space for rows of at most {@code longest}. */
    public ExponentialDraw(int longest) {
        Checks.size("longest", longest);
        this.longest = longest;
        sums = new double[Math.ceilDiv(longest, BLOCK)];
        weights = new double[sums.length];
    }

    /**
     * Takes a row, which must stay as it is until the last draw from it, and returns Σ_i e^(x_i) over i ≠ {@code newAt}; NaN
     * where one of these is NaN.
     *
     * @param newN the length of the row
     * @param newX not modified
     * @param newAt the index with a weight of its own; outside [0, n) there is none
     * @throws IllegalArgumentException where the row does not fit the array or this scratch space
     */
    public double read(int newN, float[] newX, int newOff, int newAt) {
        Checks.size("n", newN);
        Checks.vector("x", newN, Objects.requireNonNull(newX, "x"), newOff);
        if (newN > longest) {
            throw new IllegalArgumentException("n=" + newN + " > longest=" + longest + ", the scratch space");
        }
        n = newN;
        x = newX;
        off = newOff;
        at = newAt;
        double total = 0;
        for (int b = 0; b * BLOCK < n; b++) {
            sums[b] = weigh(b, n, 1, 0, 0);
            total += sums[b];
        }
        return total;
    }

    /**
     * The smallest index i with Σ_{k ≤ i} w_k &gt; u·Σ_k w_k, over the row that was read last: w_k = max(slope·e^(x_k) + level,
     * 0), but max(weightAt, 0) at the index that has its own.
     *
     * @param choices indices [0, choices) may be drawn, at most the row's length
     * @param u in [0, 1)
     * @throws IllegalArgumentException where the weights sum to 0, NaN or infinity, or an argument is out of range
     */
    public int draw(int choices, double slope, double level, double weightAt, double u) {
        if (choices < 0 || choices > n) {
            throw new IllegalArgumentException("choices=" + choices + " is not in [0, " + n + "], the row's length");
        }
        if (!(u >= 0 && u < 1)) {
            throw new IllegalArgumentException("u=" + u + " is not in [0, 1)");
        }
        int blocks = Math.ceilDiv(choices, BLOCK);
        double total = 0;
        int held = -1; // the block whose weights are in `block`
        for (int b = 0; b < blocks; b++) {
            boolean plain = level == 0 && slope >= 0 && at / BLOCK != b && (b + 1) * BLOCK <= choices;
            plain &= slope * sums[b] >= SMALLEST;
            weights[b] = plain ? slope * sums[b] : weigh(b, choices, slope, level, weightAt);
            held = plain ? held : b;
            total += weights[b];
        }
        if (!(total > 0 && total < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "weights sum to " + total + " (n=" + choices + "); nothing can be drawn");
        }
        double target = u * total;
        double before = 0;
        int last = 0;
        for (int b = 0; b < blocks; b++) {
            if (before + weights[b] > target) {
                if (held != b) {
                    weigh(b, choices, slope, level, weightAt);
                }
                return b * BLOCK + Categorical.within(size(b, choices), block, 0, target - before);
            }
            if (weights[b] > 0) {
                last = b;
            }
            before += weights[b];
        }
        weigh(last, choices, slope, level, weightAt);
        return last * BLOCK + Categorical.within(size(last, choices), block, 0, Double.POSITIVE_INFINITY);
    }

    /** The weights of a block, in {@code block}; returns their sum. */
    private double weigh(int b, int end, double slope, double level, double weightAt) {
        int size = size(b, end);
        Exponentials.apply(size, slope, level, x, off + b * BLOCK, block, 0);
        int place = at - b * BLOCK;
        if (place >= 0 && place < size) {
            block[place] = weightAt;
        }
        return BlockSums.sum(size, block, 0);
    }

    private static int size(int b, int end) {
        return Math.min(BLOCK, end - b * BLOCK);
    }
}
