package dev.sedd.model.network;

/** The waves [cos(σ·f), sin(σ·f)], f_k = exp(−ln(10000)·k/128), k &lt; 128, that the embedding of the noise starts from. */
public final class NoiseWaves {
    private static final int FREQUENCIES = Configuration.NOISE_WAVES / 2;
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
                waves[row + k] = (float) StrictMath.cos(angle);
                waves[row + FREQUENCIES + k] = (float) StrictMath.sin(angle);
            }
        }
    }
}
