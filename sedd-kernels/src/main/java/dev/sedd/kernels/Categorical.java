package dev.sedd.kernels;

import dev.sedd.kernels.internal.BlockSums;
import dev.sedd.kernels.internal.Checks;
import java.util.Objects;

/**
 * Draws from a categorical distribution that is given by weights, by inversion of its distribution function, in double.
 *
 * <p>The law is exact but for the rounding of the partial sums, a few units of 2^−53 of the total.
 */
public final class Categorical {
    private Categorical() {}

    /**
     * The index i, counted from {@code weightsOff}, whose interval of the distribution function holds u: the smallest with
     * Σ_{k ≤ i} max(w_k, 0) &gt; u·Σ_k max(w_k, 0). So i has probability max(w_i, 0)/Σ_k max(w_k, 0) for u uniform in
     * [0, 1). Negative weights count as 0; an index of weight 0 is never drawn. The weights are not modified.
     *
     * @param n the number of weights, at least one of them positive
     * @param u in [0, 1)
     * @throws IllegalArgumentException where the weights sum to 0, NaN or infinity, or u is not in [0, 1)
     */
    public static int draw(int n, double[] weights, int weightsOff, double u) {
        Checks.size("n", n);
        Checks.vector("weights", n, Objects.requireNonNull(weights, "weights").length, weightsOff);
        if (!(u >= 0 && u < 1)) {
            throw new IllegalArgumentException("u=" + u + " is not in [0, 1)");
        }
        double total = 0;
        for (int start = 0; start < n; start += BlockSums.BLOCK) {
            total += BlockSums.sum(Math.min(BlockSums.BLOCK, n - start), weights, weightsOff + start);
        }
        if (!(total > 0 && total < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("weights sum to " + total + " (n=" + n + "); nothing can be drawn");
        }
        double target = u * total;
        double before = 0;
        int last = 0;
        for (int start = 0; start < n; start += BlockSums.BLOCK) {
            int size = Math.min(BlockSums.BLOCK, n - start);
            double sum = BlockSums.sum(size, weights, weightsOff + start);
            if (before + sum > target) {
                return start + within(size, weights, weightsOff + start, target - before);
            }
            if (sum > 0) {
                last = start;
            }
            before += sum;
        }
        return last + within(Math.min(BlockSums.BLOCK, n - last), weights, weightsOff + last, Double.POSITIVE_INFINITY);
    }

    /** The first index where the running sum exceeds the target, or the last of positive weight where none does. */
    static int within(int n, double[] weights, int off, double target) {
        double sum = 0;
        int last = -1;
        for (int i = 0; i < n; i++) {
            double w = weights[off + i];
            if (w > 0) {
                last = i;
                sum += w;
                if (sum > target) {
                    return i;
                }
            }
        }
        return last;
    }
}
