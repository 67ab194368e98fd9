package dev.sedd.model.sampling;

/** Exact draws from weights, by inverting their running sum in double. */
final class Categorical {
    private Categorical() {}

    /**
     * Draws i in [0, n) with a chance in proportion to max(0, weights[off + i]).
     *
     * @param u a uniform number in [0, 1)
     * @throws ArithmeticException where the weights have no finite sum greater than 0
     */
    static int draw(int n, double[] weights, int off, double u) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double weight = weights[off + i];
            sum += weight < 0 ? 0 : weight; // NaN is kept, and makes the sum NaN
        }
        if (!(sum > 0 && sum <= Double.MAX_VALUE)) {
            throw new ArithmeticException("the weights sum to " + sum);
        }
        double target = u * sum;
        double running = 0;
        int last = 0;
        for (int i = 0; i < n; i++) {
            if (weights[off + i] > 0) {
                running += weights[off + i];
                last = i;
                if (running > target) {
                    return i;
                }
            }
        }
        return last;
    }
}
