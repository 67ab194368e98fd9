package dev.sedd.model.evaluation;

/**
 * A mean with its Monte Carlo error.
 *
 * @param mean the estimate
 * @param error its standard error: one standard deviation of the estimate over other random numbers; NaN where it is not
 *     known, because there was one draw only
 */
public record Estimate(double mean, double error) {
    /** The mean of independent replicates, and its standard error √(Σ(x − mean)² / (n(n−1))). */
    static Estimate of(double[] replicates) {
        int n = replicates.length;
        double sum = 0;
        for (double x : replicates) {
            sum += x;
        }
        double mean = sum / n;
        double squares = 0;
        for (double x : replicates) {
            squares += (x - mean) * (x - mean);
        }
        return new Estimate(mean, n < 2 ? Double.NaN : StrictMath.sqrt(squares / n / (n - 1)));
    }

    /**
     * The mean of values that n independent replicates have several of, or none, each: Σ sums / Σ counts, whose error is
     * that of a ratio to first order, √(n/(n−1) Σ(sum − mean·count)²) / Σ counts; NaN where fewer than two have any.
     */
    static Estimate ofRatio(double[] sums, int[] counts) {
        int n = sums.length;
        double sum = 0;
        long count = 0;
        int filled = 0;
        for (int i = 0; i < n; i++) {
            sum += sums[i];
            count += counts[i];
            filled += counts[i] > 0 ? 1 : 0;
        }
        double mean = sum / count;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double off = sums[i] - mean * counts[i];
            squares += off * off;
        }
        return new Estimate(mean, filled < 2 ? Double.NaN : StrictMath.sqrt(squares * n / (n - 1)) / count);
    }

    /** A multiple. */
    Estimate times(double factor) {
        return new Estimate(mean * factor, error * StrictMath.abs(factor));
    }

    /** The sum with an independent one. */
    Estimate plus(Estimate other) {
        return new Estimate(mean + other.mean, StrictMath.sqrt(error * error + other.error * other.error));
    }

    /** The sum with an exact value. */
    Estimate plus(double value) {
        return new Estimate(mean + value, error);
    }
}
