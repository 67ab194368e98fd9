package dev.sedd.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The waves of the noise against StrictMath, in all quarters of the circle. */
class NoiseWavesTest {
    private static final int WAVES = Configuration.NOISE_WAVES / 2;

    @Test
    void areCosinesAndSines() {
        Random random = new Random(1);
        int different = 0;
        int count = 0;
        for (int i = 0; i < 2000; i++) {
            float sigma = (float) Math.exp(random.nextDouble(-12, 9));
            float[] waves = new float[2 * WAVES];
            NoiseWaves.write(1, new float[] {sigma}, waves);
            for (int k = 0; k < WAVES; k++) {
                double angle = sigma * StrictMath.exp(-StrictMath.log(10000) * k / WAVES);
                float cosine = (float) StrictMath.cos(angle);
                float sine = (float) StrictMath.sin(angle);
                assertThat(waves[k]).as("cos %s", angle).isCloseTo(cosine, within(Math.ulp(cosine)));
                assertThat(waves[WAVES + k]).as("sin %s", angle).isCloseTo(sine, within(Math.ulp(sine)));
                different += (waves[k] == cosine ? 0 : 1) + (waves[WAVES + k] == sine ? 0 : 1);
                count += 2;
            }
        }
        assertThat(different).as("rounded to the other neighbour").isLessThan(count / 1000);
    }

    @Test
    void anyNoiseHasWaves() {
        float[] waves = new float[2 * WAVES];
        NoiseWaves.write(1, new float[] {Float.MAX_VALUE}, waves);
        assertThat(waves[0]).isEqualTo((float) StrictMath.cos(Float.MAX_VALUE));
        assertThat(waves[WAVES]).isEqualTo((float) StrictMath.sin(Float.MAX_VALUE));
    }
}
