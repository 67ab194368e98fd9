package dev.sedd.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Every number of it is a float and comes back; what lies between two goes to the nearer, and from the middle to the even one. */
class Bfloat16Test {
    @Test
    void whatItHoldsComesBack() {
        for (int bits = Short.MIN_VALUE; bits <= Short.MAX_VALUE; bits++) {
            float value = Bfloat16.widen((short) bits);
            if (!Float.isNaN(value)) {
                assertThat(Bfloat16.round(value)).isEqualTo((short) bits);
            }
        }
    }

    @Test
    void betweenTwoItTakesTheNearer() {
        float even = 1;
        float odd = 1 + 0x1p-7f;
        float middle = 1 + 0x1p-8f;
        assertThat(rounded(Math.nextDown(middle))).isEqualTo(even);
        assertThat(rounded(middle)).isEqualTo(even);
        assertThat(rounded(Math.nextUp(middle))).isEqualTo(odd);
        assertThat(rounded(odd + 0x1p-8f)).isEqualTo(1 + 0x1p-6f);
        assertThat(rounded(-middle)).isEqualTo(-even);
    }

    @Test
    void whatIsTooLargeBecomesInfiniteAndNaNStays() {
        assertThat(rounded(Float.MAX_VALUE)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(rounded(-Float.MAX_VALUE)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(rounded(Float.intBitsToFloat(0x7f800001))).isNaN();
        assertThat(rounded(Float.intBitsToFloat(0xffffffff))).isNaN();
    }

    private static float rounded(float value) {
        return Bfloat16.widen(Bfloat16.round(value));
    }
}
