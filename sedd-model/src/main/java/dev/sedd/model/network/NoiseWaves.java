package dev.sedd.model.network;

/**
 * The waves [cos(σ·f), sin(σ·f)], f_k = exp(−ln(10000)·k/128), k &lt; 128, that the embedding of the noise starts from: those of positions
 * in Vaswani et al. 2017, §3.5, cosines first, as Peebles and Xie 2023 take them for the time.
 */
public final class NoiseWaves {
    private static final int FREQUENCIES = Configuration.NOISE_WAVES / 2;

    /** What π/2 has behind the digits of a double. */
    private static final double HALF_PI_REST = 6.123233995736766e-17;

    /** Quarter turns up to which the rest is exact enough: a noise of 1600. */
    private static final int MOST_TURNS = 1 << 10;

    /** Terms of the series behind the first two. */
    private static final int TERMS = 7;

    private static final double[] FREQUENCY = new double[FREQUENCIES];

    static {
        for (int k = 0; k < FREQUENCIES; k++) {
            FREQUENCY[k] = StrictMath.exp(-StrictMath.log(10000) * k / FREQUENCIES);
        }
    }

    private NoiseWaves() {}

    /**
     * Writes the waves of {@code batch} noises.
     *
     * @param sigma σ (B)
     * @param waves receives (B, 256)
     */
    public static void write(int batch, float[] sigma, float[] waves) {
        for (int b = 0; b < batch; b++) {
            int row = b * Configuration.NOISE_WAVES;
            for (int k = 0; k < FREQUENCIES; k++) {
                double angle = sigma[b] * FREQUENCY[k];
                write(angle, waves, row + k, row + FREQUENCIES + k);
            }
        }
    }

    /**
     * Cosine and sine of an angle, from what is left of it behind the nearest multiple of π/2. To a float they are StrictMath's, which
     * makes an array for each.
     */
    private static void write(double angle, float[] waves, int cosine, int sine) {
        double turns = Math.rint(angle * (2 / Math.PI));
        if (!(Math.abs(turns) < MOST_TURNS)) {
            waves[cosine] = (float) StrictMath.cos(angle);
            waves[sine] = (float) StrictMath.sin(angle);
            return;
        }
        double rest = Math.fma(-turns, HALF_PI_REST, Math.fma(-turns, Math.PI / 2, angle));
        float c = (float) series(rest, 1, 1);
        float s = (float) series(rest, rest, 2);
        int quarter = (int) turns & 3;
        float along = quarter % 2 == 0 ? c : s;
        float across = quarter % 2 == 0 ? s : c;
        waves[cosine] = quarter == 1 || quarter == 2 ? -along : along;
        waves[sine] = quarter >= 2 ? -across : across;
    }

    /**
     * first · (1 − x²/(n(n+1)) · (1 − x²/((n+2)(n+3)) · (1 − …))), the series of the cosine for 1 and n = 1 and of the sine for x and
     * n = 2, cut off where |x| ≤ π/4 has made its terms smaller than 1e-17.
     */
    private static double series(double x, double first, int n) {
        double square = x * x;
        double sum = 1;
        for (int k = n + 2 * TERMS; k >= n; k -= 2) {
            sum = Math.fma(-square / (k * (k + 1)), sum, 1);
        }
        return first * sum;
    }
}
