package dev.sedd.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sedd.kernels.Workers;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Learning rates, the average's decay, norms and seeds. */
class RulesTest {
    @Test
    void theRateRisesInALineAndStays() {
        LearningRate rate = new LearningRate.Constant(0.3, 3);
        assertThat(rate.at(1)).isCloseTo(0.1, within(1e-15));
        assertThat(rate.at(2)).isCloseTo(0.2, within(1e-15));
        assertThat(rate.at(3)).isEqualTo(0.3);
        assertThat(rate.at(1_000_000)).isEqualTo(0.3);
        assertThat(new LearningRate.Constant(0.3, 0).at(1)).isEqualTo(0.3);
    }

    @Test
    void theCosineEndsAtItsFloor() {
        LearningRate rate = new LearningRate.Cosine(1, 0.1, 10, 110);
        assertThat(rate.at(5)).isEqualTo(0.5);
        assertThat(rate.at(10)).isEqualTo(1);
        assertThat(rate.at(60)).isCloseTo(0.55, within(1e-15));
        assertThat(rate.at(35)).isCloseTo(0.1 + 0.9 * 0.5 * (1 + Math.sqrt(0.5)), within(1e-15));
        assertThat(rate.at(110)).isEqualTo(0.1);
        assertThat(rate.at(111)).isEqualTo(0.1);
        assertThat(new LearningRate.Cosine(1, 0, 100, 50).at(50))
                .as("a warm-up longer than the run")
                .isEqualTo(0.5);
        assertThat(new LearningRate.Cosine(1, 0, 10, 10).at(10))
                .as("a warm-up as long as the run")
                .isEqualTo(1);
    }

    @Test
    void refusesRatesThatAreNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LearningRate.Constant(0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new LearningRate.Constant(Double.NaN, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new LearningRate.Constant(1, -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LearningRate.Cosine(0.1, 0.2, 0, 10))
                .withMessage("the lowest rate 0.2 is not from 0 to 0.1");
        assertThatIllegalArgumentException().isThrownBy(() -> new AdamW(0.9, 1, 1e-8, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Ema(1));
    }

    @Test
    void theAverageForgetsItsStart() {
        Ema ema = new Ema(0.9);
        assertThat(ema.decay(1)).isEqualTo(2.0 / 11);
        assertThat(ema.decay(2)).isEqualTo(3.0 / 12);
        assertThat(ema.decay(79)).isEqualTo(80.0 / 89);
        assertThat(ema.decay(81)).isEqualTo(0.9);
        float[] average = {1, -1};
        ema.update(1, new float[] {12, 0}, average, Workers.sequential());
        assertThat(average[0]).isCloseTo(10, within(1e-5f));
        assertThat(average[1]).isCloseTo(-2f / 11, within(1e-6f));
    }

    @Test
    void theNormIsTheSameForAnyNumberOfThreads() {
        Random random = new Random(1);
        for (int size : new int[] {0, 1, 7, 8, 9, FlatArrays.PIECE, 3 * FlatArrays.PIECE + 5}) {
            float[] gradient = new float[size];
            double sum = 0;
            for (int i = 0; i < size; i++) {
                gradient[i] = (float) random.nextGaussian();
                sum += (double) gradient[i] * gradient[i];
            }
            double norm = new GradientNorm().of(gradient, Workers.sequential());
            assertThat(norm).isCloseTo(Math.sqrt(sum), within(1e-12 * (1 + sum)));
            try (Workers three = Workers.of(3)) {
                assertThat(new GradientNorm().of(gradient, three)).isEqualTo(norm);
            }
        }
        float[] bad = new float[100];
        bad[77] = Float.NaN;
        assertThat(new GradientNorm().of(bad, Workers.sequential())).isNaN();
    }

    @Test
    void clippingScalesDownOnly() {
        assertThat(GradientNorm.clip(4, 1)).isEqualTo(0.25);
        assertThat(GradientNorm.clip(0.5, 1)).isEqualTo(1);
        assertThat(GradientNorm.clip(4, 0)).isEqualTo(1);
    }

    @Test
    void everyPartOfARunHasASeedOfItsOwn() {
        Set<Long> seeds = new HashSet<>();
        for (long seed = -3; seed <= 3; seed++) {
            for (Seeds part : Seeds.values()) {
                seeds.add(part.of(seed));
            }
        }
        assertThat(seeds).hasSize(7 * Seeds.values().length);
    }
}
