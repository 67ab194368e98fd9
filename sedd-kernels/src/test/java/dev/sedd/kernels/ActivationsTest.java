package dev.sedd.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sedd.kernels.reference.GeluReference;
import dev.sedd.kernels.reference.SiluReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** GELU in both forms and SiLU. */
class ActivationsTest {
    @FunctionalInterface
    private interface Loop {
        void apply(int n, float[] x, int xOff, float[] y, int yOff);
    }

    private enum Activation {
        GELU_ERF(Gelu::erf, GeluReference::erf),
        GELU_TANH(Gelu::tanh, GeluReference::tanh),
        SILU(Silu::apply, SiluReference::apply);

        private final Loop fast;
        private final Loop reference;

        Activation(Loop fast, Loop reference) {
            this.fast = fast;
            this.reference = reference;
        }
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithItsTwin(Activation activation) {
        for (int n : Testing.sizes().toArray()) {
            for (double deviation : new double[] {1e-6, 1, 20}) {
                float[] x = Testing.normal(n, n + 8, deviation);
                x[7] = 1; // so that the largest result is not in the far tail
                float[] y = Testing.untouched(n + 20);
                float[] expected = y.clone();
                activation.fast.apply(n, x, 7, y, 3);
                activation.reference.apply(n, x, 7, expected, 3);
                Testing.assertRowsClose(y, expected, 1, n, 3, n + 1, 1e-6, activation.toString());
                activation.fast.apply(n, x, 7, x, 7);
                assertThat(java.util.Arrays.copyOfRange(x, 7, 7 + n))
                        .isEqualTo(java.util.Arrays.copyOfRange(y, 3, 3 + n));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void ends(Activation activation) {
        float infinity = Float.POSITIVE_INFINITY;
        float[] x = {0f, -0f, Float.NaN, infinity, -infinity, Float.MAX_VALUE, -Float.MAX_VALUE, 1e20f, -1e20f};
        float[] y = new float[x.length];
        activation.fast.apply(x.length, x, 0, y, 0);
        float[] expected = {0f, -0f, Float.NaN, infinity, Float.NaN, Float.MAX_VALUE, -0f, 1e20f, -0f};
        assertThat(y).isEqualTo(expected);
    }

    @Test
    void byHand() {
        float[] y = new float[3];
        Gelu.erf(3, new float[] {1, -1, 2}, 0, y, 0);
        assertThat(y[0]).isCloseTo(0.841344746f, within(1e-7f));
        assertThat(y[1]).isCloseTo(-0.158655254f, within(2e-8f));
        assertThat(y[2]).isCloseTo(2 * 0.977249868f, within(2e-7f));
        Silu.apply(3, new float[] {1, -1, (float) StrictMath.log(3)}, 0, y, 0);
        assertThat(y[0]).isCloseTo(0.731058579f, within(1e-7f));
        assertThat(y[1]).isCloseTo(-0.268941421f, within(3e-8f));
        assertThat(y[2]).isCloseTo((float) (0.75 * StrictMath.log(3)), within(1e-7f));
        Gelu.tanh(3, new float[] {1, -1, 2}, 0, y, 0);
        assertThat(y[0]).isCloseTo(0.841191990f, within(1e-7f));
        assertThat(y[1]).isCloseTo(-0.158808010f, within(2e-8f));
        assertThat(y[2]).isCloseTo(1.954597694f, within(2e-7f));
    }

    @Test
    void theTwinsErrorFunction() {
        assertThat(GeluReference.erfc(0)).isEqualTo(1);
        assertThat(GeluReference.erfc(0.5)).isCloseTo(0.4795001221869535, within(1e-15));
        assertThat(GeluReference.erfc(-1)).isCloseTo(1.8427007929497148, within(1e-15));
        assertThat(GeluReference.erfc(1.9999) / 0.004679802092970608).isCloseTo(1, within(1e-13));
        assertThat(GeluReference.erfc(2) / 0.004677734981047266).isCloseTo(1, within(1e-13));
        assertThat(GeluReference.erfc(9) / 4.137031746513810e-37).isCloseTo(1, within(1e-13));
    }

    @ParameterizedTest
    @EnumSource
    void refusesBadArguments(Activation activation) {
        float[] a = new float[8];
        assertThatIllegalArgumentException()
                .isThrownBy(() -> activation.fast.apply(-1, a, 0, a, 0))
                .withMessage("n=-1 is negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> activation.fast.apply(8, a, 1, new float[8], 0))
                .withMessage("x.length=8 < 9 = xOff + n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> activation.fast.apply(4, a, 0, a, 3))
                .withMessageStartingWith("y overlaps x");
    }
}
