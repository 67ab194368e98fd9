package dev.sedd.model.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The generator against its published answers, and its numbers against the uniform law. */
class CounterRandomTest {
    /** The known answers of the Random123 distribution, file kat_vectors: philox4x32 10, counter, key, result. */
    @ParameterizedTest
    @CsvSource({
        "00000000 00000000 00000000 00000000, 00000000 00000000, 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
        "ffffffff ffffffff ffffffff ffffffff, ffffffff ffffffff, 408f276d 41c83b0e a20bc7c6 6d5451fd",
        "243f6a88 85a308d3 13198a2e 03707344, a4093822 299f31d0, d16cfe09 94fdcceb 5001e420 24126ea1",
    })
    void givesTheKnownAnswers(String counter, String key, String expected) {
        int[] c = words(counter);
        int[] k = words(key);
        int[] e = words(expected);
        CounterRandom.Block block = CounterRandom.block(c[0], c[1], c[2], c[3], k[0], k[1]);
        long lower = block.lower();
        long upper = block.upper();
        assertThat(new int[] {(int) lower, (int) (lower >>> 32), (int) upper, (int) (upper >>> 32)})
                .isEqualTo(e);
    }

    @Test
    void makesANumberOfTheFirstTwoWords() {
        // words 0 and 1 of the third known answer: 0x94fdcceb_d16cfe09, of which the upper 53 bits count
        CounterRandom random = new CounterRandom(0x299f31d0_a4093822L);
        double u = random.uniform(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344);
        assertThat(u).isEqualTo((0x94fdcceb_d16cfe09L >>> 11) / 9007199254740992.0);
        long[] bits = new long[3];
        random.bits(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, bits, 1);
        assertThat(bits).containsExactly(0, 0x94fdcceb_d16cfe09L, 0x24126ea1_5001e420L);
    }

    @Test
    void staysInTheUnitInterval() {
        CounterRandom random = new CounterRandom(7);
        for (int i = 0; i < 10_000; i++) {
            assertThat(random.uniform(i, 0, 0, 0)).isGreaterThanOrEqualTo(0).isLessThan(1);
        }
    }

    @Test
    void everyPartOfTheAddressCounts() {
        Set<Double> seen = new HashSet<>();
        for (long seed : new long[] {0, 1, 1L << 32, -1}) {
            CounterRandom random = new CounterRandom(seed);
            assertThat(random.seed()).isEqualTo(seed);
            for (int address = 0; address < 81; address++) {
                seen.add(random.uniform(address % 3, address / 3 % 3, address / 9 % 3, address / 27));
            }
        }
        assertThat(seen).hasSize(4 * 81);
    }

    /** Along each part of the address, 100 cells of 1000 numbers each: 99 degrees of freedom, critical at 1e-6. */
    @ParameterizedTest
    @CsvSource({"1, 0, 0, 0", "0, 1, 0, 0", "0, 0, 1, 0", "0, 0, 0, 1"})
    void isUniformAlongEveryPartOfTheAddress(int sample, int step, int position, int draw) {
        CounterRandom random = new CounterRandom(42);
        int[] counts = new int[100];
        for (int i = 0; i < 100_000; i++) {
            counts[(int) (100 * random.uniform(i * sample, i * step, i * position, i * draw))]++;
        }
        double statistic = 0;
        for (int count : counts) {
            statistic += (count - 1000.0) * (count - 1000.0) / 1000;
        }
        assertThat(statistic).isBetween(45.0, 180.0);
    }

    /** Neighbours are independent: 10 × 10 cells of pairs. */
    @Test
    void neighbouringPositionsAreIndependent() {
        CounterRandom random = new CounterRandom(42);
        int[] counts = new int[100];
        for (int i = 0; i < 100_000; i++) {
            int first = (int) (10 * random.uniform(i, 5, 8, 0));
            int second = (int) (10 * random.uniform(i, 5, 9, 0));
            counts[10 * first + second]++;
        }
        double statistic = 0;
        for (int count : counts) {
            statistic += (count - 1000.0) * (count - 1000.0) / 1000;
        }
        assertThat(statistic).isBetween(45.0, 180.0);
    }

    private static int[] words(String hexadecimal) {
        String[] parts = hexadecimal.split(" ");
        int[] words = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            words[i] = Integer.parseUnsignedInt(parts[i], 16);
        }
        return words;
    }
}
