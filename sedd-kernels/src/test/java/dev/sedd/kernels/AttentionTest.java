package dev.sedd.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import dev.sedd.kernels.reference.AttentionReference;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attention against its reference, on fused (q, k, v) rows as the network has them. */
class AttentionTest {
    /** Sums of no terms. */
    @Test
    void withoutKeysTheResultIsZero() {
        float[] none = {};
        float[] q = Testing.normal(1, 8, 1);
        float[] out = Testing.untouched(8);
        int[] starts = {0, 1};
        Workers one = Workers.sequential();
        Attention.chosen(1, 0, starts, 1, 8, q, 0, 8, none, 0, 8, none, 0, 8, out, 0, 8, one);
        assertThat(out).containsOnly(0);
        float[] dq = Testing.untouched(8);
        Attention.chosenBackward(
                1,
                0,
                starts,
                1,
                8,
                q,
                0,
                8,
                none,
                0,
                8,
                none,
                0,
                8,
                q,
                0,
                8,
                dq,
                0,
                8,
                new float[0],
                0,
                8,
                new float[0],
                0,
                8,
                one);
        assertThat(dq).containsOnly(0);
    }

    @ParameterizedTest
    @CsvSource({
        "1,1,1,1",
        "1,19,3,8",
        "2,47,2,5",
        "1,48,1,16",
        "3,49,2,33",
        "1,256,2,64",
        "2,131,1,20",
        "1,1601,1,3",
        "1,5,2,801"
    })
    void agreesWithTheReference(int batch, int length, int heads, int headSize) {
        int d = heads * headSize;
        int ld = 3 * d + 2;
        float[] qkv = random(batch * length * ld, 3);
        float[] expected = new float[batch * length * d];
        AttentionReference.apply(
                batch, length, heads, headSize, qkv, 0, ld, qkv, d, ld, qkv, 2 * d, ld, expected, 0, d);
        for (int threads : new int[] {1, 2, 7}) {
            float[] out = new float[1 + batch * length * (d + 1)];
            Arrays.fill(out, -9);
            try (Workers workers = Workers.of(threads)) {
                Attention.apply(
                        batch, length, heads, headSize, qkv, 0, ld, qkv, d, ld, qkv, 2 * d, ld, out, 1, d + 1, workers);
            }
            for (int row = 0; row < batch * length; row++) {
                for (int j = 0; j < d; j++) {
                    float actual = out[1 + row * (d + 1) + j];
                    assertThat(actual).isCloseTo(expected[row * d + j], offset(1e-5f));
                }
                if (row + 1 < batch * length) {
                    assertThat(out[1 + row * (d + 1) + d]).as("padding").isEqualTo(-9);
                }
            }
        }
    }

    @Test
    void numberOfThreadsDoesNotChangeABit() {
        int length = 200;
        float[] qkv = random(length * 3 * 32, 4);
        float[] expected = attend(qkv, length, 1);
        for (int threads : new int[] {2, 3, 5}) {
            assertThat(attend(qkv, length, threads)).isEqualTo(expected);
        }
    }

    /** Queries at the start, at the end, scattered, all, none and several sequences: the bits are those of all queries. */
    @ParameterizedTest
    @CsvSource({"5,3", "47,1", "131,2", "300,1"})
    void chosenQueriesAreThoseAmongAll(int length, int heads) {
        int batch = 3;
        int d = heads * 16;
        float[] qkv = random(batch * length * 3 * d, 3);
        float[] all = new float[batch * length * d];
        Attention.apply(
                batch, length, heads, 16, qkv, 0, 3 * d, qkv, d, 3 * d, qkv, 2 * d, 3 * d, all, 0, d, Workers.shared());
        for (int modulus : new int[] {1, 2, 7, length + 1}) {
            int[] chosen = IntStream.range(0, batch * length)
                    .filter(row -> row / length != 1 && (row % length + 1) % modulus == 0)
                    .toArray();
            int[] starts = new int[batch + 1];
            float[] q = new float[chosen.length * d];
            for (int i = 0; i < chosen.length; i++) {
                System.arraycopy(qkv, chosen[i] * 3 * d, q, i * d, d);
                Arrays.fill(starts, chosen[i] / length + 1, batch + 1, i + 1);
            }
            for (int threads : new int[] {1, 2, 7}) {
                float[] out = new float[q.length];
                try (Workers workers = Workers.of(threads)) {
                    Attention.chosen(
                            batch, length, starts, heads, 16, q, 0, d, qkv, d, 3 * d, qkv, 2 * d, 3 * d, out, 0, d,
                            workers);
                }
                for (int i = 0; i < chosen.length; i++) {
                    assertThat(Arrays.copyOfRange(out, i * d, (i + 1) * d))
                            .isEqualTo(Arrays.copyOfRange(all, chosen[i] * d, (chosen[i] + 1) * d));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"'0 1',starts.length=2 < batch + 1 = 3", "'1 1 2',starts[0]=1", "'0 3 2',starts[2]=2 < 3"})
    void refusesStartsThatAreNone(String starts, String why) {
        int[] rows =
                Arrays.stream(starts.split(" ")).mapToInt(Integer::parseInt).toArray();
        float[] a = new float[100];
        float[] out = new float[100];
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Attention.chosen(2, 4, rows, 1, 4, a, 0, 4, a, 0, 4, a, 0, 4, out, 0, 4, Workers.sequential()))
                .withMessageContaining(why);
    }

    /**
     * Scores whose exponentials are small and large numbers, next to those that would be none: each row is the reference's, and to
     * the bit what it is without the others. All products are exact, so that the scores are the reference's. Keys differ in the first
     * head, are alike in the second, and but one in the third.
     */
    @ParameterizedTest
    @CsvSource({"23", "800"})
    void holdsForScoresOfAnySize(int length) {
        float[] factors = {0, 1, -1, 40, -40, 100, -100, 176, -176, 352, -352, 1e3f, -1e3f, 1e6f, -1e6f};
        int heads = 3;
        int d = heads * 16;
        float[] q = new float[length * d];
        float[] k = new float[length * d];
        float[] v = random(length * d, 1);
        for (int i = 0; i < length; i++) {
            for (int head = 0; head < heads; head++) {
                q[i * d + head * 16] = factors[i % factors.length];
            }
            k[i * d] = 1 + 7 * i % 64 / 64f;
            k[i * d + 16] = 1;
            k[i * d + 32] = i == 5 ? 4 : 1;
        }
        float[] expected = new float[length * d];
        AttentionReference.apply(1, length, heads, 16, q, 0, d, k, 0, d, v, 0, d, expected, 0, d);
        float[] out = new float[length * d];
        Attention.apply(1, length, heads, 16, q, 0, d, k, 0, d, v, 0, d, out, 0, d, Workers.sequential());
        for (int i = 0; i < length * d; i++) {
            assertThat(out[i])
                    .as("head %d, factor %s", i % d / 16, q[i / d * d])
                    .isCloseTo(expected[i], offset(1e-5f));
        }
        int[] one = {0, 1};
        for (int i = 0; i < length; i++) {
            float[] alone = new float[d];
            Attention.chosen(
                    1, length, one, heads, 16, q, i * d, d, k, 0, d, v, 0, d, alone, 0, d, Workers.sequential());
            assertThat(alone).isEqualTo(Arrays.copyOfRange(out, i * d, (i + 1) * d));
        }
    }

    /** Weights of the smallest and of the largest sums that are taken as they are, times the values at both ends of their range. */
    @ParameterizedTest
    @CsvSource({"-59,1e-16", "-59,1e11", "0,1e-16", "0,1e11", "83,1e-16", "83,1e11"})
    void holdsForTheRangeOfTheValues(int exponent, float largest) {
        int length = 64;
        float[] q = new float[length * 16];
        float[] k = new float[length * 16];
        for (int i = 0; i < length; i++) {
            q[i * 16] = (float) (exponent * Math.log(2) * Math.sqrt(16));
            k[i * 16] = 1;
        }
        float[] v = random(length * 16, largest);
        float[] out = new float[v.length];
        float[] expected = new float[v.length];
        Attention.apply(1, length, 1, 16, q, 0, 16, k, 0, 16, v, 0, 16, out, 0, 16, Workers.sequential());
        AttentionReference.apply(1, length, 1, 16, q, 0, 16, k, 0, 16, v, 0, 16, expected, 0, 16);
        for (int i = 0; i < out.length; i++) {
            assertThat(out[i]).isCloseTo(expected[i], offset(1e-6f * largest));
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
    void whatIsNoNumberStaysInItsRow(float none) {
        int length = 40;
        float[] qkv = random(length * 96, 1);
        float[] expected = attend(qkv, length, 1);
        Arrays.fill(expected, 7 * 32, 7 * 32 + 16, Float.NaN);
        qkv[7 * 96 + 3] = none;
        assertThat(attend(qkv, length, 1)).isEqualTo(expected);
    }

    @Test
    void aKeyThatIsNoNumberReachesEveryQuery() {
        int length = 40;
        float[] qkv = random(length * 96, 1);
        qkv[31 * 96 + 32] = Float.intBitsToFloat(0xffc00001);
        float[] out = attend(qkv, length, 1);
        for (int i = 0; i < out.length; i++) {
            assertThat(Float.isNaN(out[i])).isEqualTo(i % 32 < 16);
        }
    }

    @Test
    void survivesScoresThatWouldOverflowAnExponential() {
        float[] qkv = random(20 * 3 * 32, 400);
        for (float x : attend(qkv, 20, 1)) {
            assertThat(x).isFinite();
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        float[] qkv = new float[100];
        assertThatIllegalArgumentException().isThrownBy(() -> attend(qkv, 2, 1)).withMessageContaining("length=100 < ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Attention.apply(
                        1, 2, 1, 4, qkv, 0, 12, qkv, 4, 12, qkv, 8, 12, qkv, 0, 4, Workers.sequential()))
                .withMessageContaining("out overlaps q");
    }

    @Test
    void refusesSizesThatAnIntDoesNotCount() {
        refuses("batch=65536 times length=65536 is more than an int holds", 65536, 65536, 0, 0);
        refuses("heads=65536 times headSize=65536 is more than an int holds", 0, 0, 65536, 65536);
        refuses("length=22000000 and headSize=1 take more scratch space than an array holds", 1, 22_000_000, 1, 1);
        refuses("length=1 and headSize=2900000 take more scratch space than an array holds", 1, 1, 1, 2_900_000);
    }

    /** One query. */
    private static void refuses(String why, int batch, int length, int heads, int h) {
        int ld = Math.max(1, h);
        int[] starts = new int[batch + 1];
        starts[batch] = Math.min(batch, 1);
        float[] x = new float[Math.max(1, length) * ld];
        float[] out = new float[ld];
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Attention.chosen(
                        batch,
                        length,
                        starts,
                        heads,
                        h,
                        x,
                        0,
                        ld,
                        x,
                        0,
                        ld,
                        x,
                        0,
                        ld,
                        out,
                        0,
                        ld,
                        Workers.sequential()))
                .withMessage(why);
    }

    private static float[] attend(float[] qkv, int length, int threads) {
        float[] out = new float[length * 32];
        try (Workers workers = Workers.of(threads)) {
            Attention.apply(1, length, 2, 16, qkv, 0, 96, qkv, 32, 96, qkv, 64, 96, out, 0, 32, workers);
        }
        return out;
    }

    private static float[] random(int size, float scale) {
        SplittableRandom random = new SplittableRandom(size);
        float[] x = new float[size];
        for (int i = 0; i < size; i++) {
            x[i] = (random.nextFloat() * 2 - 1) * scale;
        }
        return x;
    }
}
