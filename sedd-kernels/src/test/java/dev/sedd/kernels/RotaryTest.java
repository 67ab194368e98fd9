package dev.sedd.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sedd.kernels.reference.RotaryReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rotary positions against their twin, and what turning must leave as it is. */
class RotaryTest {
    @ParameterizedTest
    @ValueSource(ints = {2, 4, 6, 8, 10, 14, 16, 18, 30, 32, 34, 62, 64, 66})
    void agreesWithItsTwin(int headSize) {
        int length = 40;
        Rotary rotary = new Rotary(length, headSize);
        for (int heads : new int[] {0, 1, 3}) {
            int n = heads * headSize;
            int ld = n + 3;
            float[] x = Testing.normal(headSize, 5 + 11 * ld + 20, 1);
            float[] expected = x.clone();
            rotary.apply(11, 29, heads, x, 5, ld);
            RotaryReference.apply(11, 29, heads, headSize, expected, 5, ld);
            Testing.assertRowsClose(x, expected, 11, n, 5, ld, 3e-7, "rotary");
        }
    }

    @Test
    void byHand() {
        Rotary rotary = new Rotary(3, 4);
        float[] x = {1, 2, 3, 4};
        rotary.apply(1, 0, 1, x, 0, 4);
        assertThat(x).containsExactly(1, 2, 3, 4);
        rotary.apply(1, 2, 1, x, 0, 4);
        // angles 2 and 2/100: cos 2 = -0.416147, sin 2 = 0.909297, cos 0.02 = 0.999800, sin 0.02 = 0.019999
        float[] expected = {
            -0.416147f - 3 * 0.909297f, 1.999600f - 0.079995f, -3 * 0.416147f + 0.909297f, 3.999200f + 0.039997f
        };
        for (int j = 0; j < 4; j++) {
            assertThat(x[j]).isCloseTo(expected[j], within(1e-5f));
        }
    }

    @Test
    void productsDependOnTheDistanceAlone() {
        Rotary rotary = new Rotary(100, 16);
        float[] q = Testing.normal(1, 16, 1);
        float[] k = Testing.normal(2, 16, 1);
        assertThat(product(rotary, q, 90, k, 83)).isCloseTo(product(rotary, q, 7, k, 0), within(1e-5));
    }

    private static double product(Rotary rotary, float[] q, int i, float[] k, int j) {
        float[] a = q.clone();
        float[] b = k.clone();
        rotary.apply(1, i, 1, a, 0, 16);
        rotary.apply(1, j, 1, b, 0, 16);
        double sum = 0;
        for (int p = 0; p < 16; p++) {
            sum += (double) a[p] * b[p];
        }
        return sum;
    }

    @Test
    void refusesBadArguments() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rotary(10, 7))
                .withMessage("headSize=7 is not even and positive");
        assertThatIllegalArgumentException().isThrownBy(() -> new Rotary(-1, 8)).withMessage("length=-1 is negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rotary(1 << 30, 8))
                .withMessage("length=1073741824 times headSize=8 is too much for one table");
        Rotary rotary = new Rotary(10, 8);
        float[] x = new float[160];
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rotary.apply(5, 6, 2, x, 0, 16))
                .withMessage("position=6 + rows=5 > length=10");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rotary.apply(2, 0, 2, x, 0, 15))
                .withMessage("ldx=15 < heads*headSize=16");
    }
}
