package dev.sedd.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sedd.kernels.reference.AdamReference;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** AdamW's step and the moving average of the weights. */
class AdamStepTest {
    private static final double LR = 3e-3;

    @Test
    void agreesWithItsTwinOverManySteps() {
        for (int n : Testing.sizes().toArray()) {
            float[] w = Testing.untouched(n + 9);
            System.arraycopy(Testing.normal(1, n, 0.1), 0, w, 3, n);
            float[] m = new float[n + 1];
            float[] v = new float[n + 5];
            double[] expected = doubles(w, 3, n);
            double[] first = new double[n];
            double[] second = new double[n];
            for (int step = 1; step <= 20; step++) {
                float[] g = Testing.normal(step, n + 2, step % 3 == 0 ? 1e-4 : 2);
                AdamStep.of(step, LR, 0.9, 0.99, 1e-8, 0.1, 0.25).apply(n, w, 3, g, 2, m, 1, v, 5);
                AdamReference.step(step, LR, 0.9, 0.99, 1e-8, 0.1, 0.25, expected, doubles(g, 2, n), first, second);
            }
            for (int i = 0; i < n; i++) {
                assertThat((double) w[3 + i]).as("w[%d] of %d", i, n).isCloseTo(expected[i], within(2e-6));
                assertThat((double) m[1 + i]).isCloseTo(first[i], within(1e-6));
                assertThat((double) v[5 + i]).isCloseTo(second[i], within(1e-6));
            }
            assertThat(Arrays.copyOf(w, 3)).containsOnly(Testing.UNTOUCHED);
            assertThat(Arrays.copyOfRange(w, 3 + n, w.length)).containsOnly(Testing.UNTOUCHED);
        }
    }

    /** The first step goes by the learning rate against the sign of the gradient, whatever its size; the rest is decay. */
    @Test
    void firstStepByHand() {
        float[] w = {1, 1, -2, 0.5f};
        float[] g = {1e-3f, -50, 2, 0};
        AdamStep.of(1, 0.1, 0.9, 0.999, 1e-12, 0.5, 1).apply(4, w, 0, g, 0, new float[4], 0, new float[4], 0);
        assertThat(w[0]).isCloseTo(0.95f - 0.1f, within(1e-6f));
        assertThat(w[1]).isCloseTo(0.95f + 0.1f, within(1e-6f));
        assertThat(w[2]).isCloseTo(-1.9f - 0.1f, within(1e-6f));
        assertThat(w[3]).isEqualTo(0.5f * 0.95f);
    }

    @Test
    void refusesBadArguments() {
        float[] a = new float[8];
        AdamStep step = AdamStep.of(1, LR, 0.9, 0.99, 1e-8, 0, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> step.apply(-1, a, 0, a, 0, a, 0, a, 0))
                .withMessage("n=-1 is negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> step.apply(4, a, 5, new float[4], 0, new float[4], 0, new float[4], 0))
                .withMessage("w.length=8 < 9 = wOff + n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> step.apply(4, new float[4], 0, new float[4], 0, a, 0, a, 3))
                .withMessageStartingWith("v overlaps m");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdamStep.of(0, LR, 0.9, 0.99, 1e-8, 0, 1))
                .withMessage("n=0 < 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdamStep.of(1, LR, 1, 0.99, 1e-8, 0, 1))
                .withMessage("beta1=1.0 is not in [0, 1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdamStep.of(1, Double.NaN, 0.9, 0.99, 1e-8, 0, 1))
                .withMessageStartingWith("lr=NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdamStep.of(1, LR, 0.9, 0.99, 0, 0, 1))
                .withMessageStartingWith("eps=0.0");
        for (double eps : new double[] {1e-50, 1e50, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> AdamStep.of(1, LR, 0.9, 0.99, eps, 0, 1))
                    .withMessage("eps=" + eps + " is not positive and finite as a float");
        }
    }

    @Test
    void theAverageAgreesWithItsTwin() {
        for (int n : Testing.sizes().toArray()) {
            float[] x = Testing.normal(7, n + 4, 3);
            float[] y = Testing.untouched(n + 6);
            System.arraycopy(Testing.normal(8, n, 3), 0, y, 2, n);
            double[] expected = doubles(y, 2, n);
            AdamReference.average(0.2f, doubles(x, 4, n), expected);
            MovingAverage.apply(n, 0.2f, x, 4, y, 2);
            for (int i = 0; i < n; i++) {
                assertThat((double) y[2 + i]).isCloseTo(expected[i], within(2e-6));
            }
            assertThat(y[1]).isEqualTo(Testing.UNTOUCHED);
            assertThat(y[2 + n]).isEqualTo(Testing.UNTOUCHED);
        }
    }

    @Test
    void theAverageRefusesBadArguments() {
        float[] a = new float[8];
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MovingAverage.apply(2, 1.5f, a, 0, new float[2], 0))
                .withMessage("share=1.5 is not in [0, 1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MovingAverage.apply(4, 0.5f, a, 0, a, 3))
                .withMessageStartingWith("y overlaps x");
    }

    private static double[] doubles(float[] a, int off, int n) {
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            out[i] = a[off + i];
        }
        return out;
    }
}
