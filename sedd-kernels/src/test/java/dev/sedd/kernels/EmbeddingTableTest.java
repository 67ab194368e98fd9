package dev.sedd.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A kept table gives the rows that {@link Embedding} gives of the array it was made of, rounded where it is kept so. */
class EmbeddingTableTest {
    private static final int TOKENS = 11;

    static IntStream sizes() {
        return Testing.sizes();
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void givesTheRowsOfItsArray(int n) {
        for (Storage storage : Storage.values()) {
            float[] table = Testing.normal(1, TOKENS * n, 1);
            EmbeddingTable kept = table(TOKENS, n, table, storage, Workers.sequential());
            round(table, storage);
            int rows = 5;
            int ldy = n + 3;
            int ldPositions = n + 2;
            int[] tokens = new Random(n).ints(2 + rows, 0, TOKENS).toArray();
            float[] positions = Testing.normal(2, 6 + 9 * ldPositions, 1);
            float[] y = Testing.untouched(1 + rows * ldy + 20);
            float[] expected = y.clone();
            int ld = Math.max(1, n);
            kept.lookUp(rows, tokens, 2, y, 1, ldy);
            Embedding.lookUp(rows, n, tokens, 2, table, 0, ld, TOKENS, expected, 1, ldy);
            assertThat(y).isEqualTo(expected);
            kept.lookUpWithPositions(rows, tokens, 2, 3, positions, 6, ldPositions, y, 1, ldy);
            Embedding.lookUpWithPositions(
                    rows, n, tokens, 2, table, 0, ld, TOKENS, 3, positions, 6, ldPositions, expected, 1, ldy);
            assertThat(y).isEqualTo(expected);
        }
    }

    /** Larger than a strip of it that is read at once. */
    @ParameterizedTest
    @EnumSource
    void isTheSameForAnyNumberOfThreads(Storage storage) {
        int rows = 300;
        int n = 700;
        float[] array = Testing.normal(3, rows * n, 1);
        float[] y = new float[rows * n];
        try (Workers three = Workers.of(3)) {
            EmbeddingTable table = table(rows, n, array, storage, three);
            table.lookUp(rows, IntStream.range(0, rows).toArray(), 0, y, 0, n);
        }
        round(array, storage);
        assertThat(y).isEqualTo(array);
    }

    @Test
    void rowsOfNoColumnsNeedNoRoom() {
        for (Storage storage : Storage.values()) {
            EmbeddingTable table = table(3, 0, new float[0], storage, Workers.sequential());
            float[] none = new float[0];
            table.lookUp(3, new int[3], 0, none, 0, 1);
            table.lookUpWithPositions(3, new int[3], 0, 0, none, 0, 1, none, 0, 1);
        }
    }

    @Test
    void keepsNaNAndInfinity() {
        float smallestNaN = Float.intBitsToFloat(0x7f800001);
        float[] y = new float[3];
        float[] table = {smallestNaN, Float.NEGATIVE_INFINITY, Float.MAX_VALUE};
        table(1, 3, table, Storage.BFLOAT16, Workers.sequential()).lookUp(1, new int[1], 0, y, 0, 3);
        assertThat(y).containsExactly(Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
    }

    @Test
    void refusesBadArgumentsBeforeItWrites() {
        EmbeddingTable table = table(3, 2, new float[] {1, 2, 3, 4, 5, 6}, Storage.FLOAT32, Workers.sequential());
        float[] y = {7, 7, 7, 7, 7, 7};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.lookUp(3, new int[] {0, 1, 3}, 0, y, 0, 2))
                .withMessage("tokens[2]=3 is not a row of the table, which has 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.lookUp(3, new int[] {0, 1, 2}, 1, y, 0, 2))
                .withMessage("tokens.length=3 < 4 = tokensOff + count");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.lookUp(3, new int[] {0, 1, 2}, 0, y, 0, 1))
                .withMessage("ldy=1 < columns=2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.lookUp(-1, new int[] {0, 1, 2}, 0, y, 0, 2))
                .withMessage("count=-1 is negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.lookUp(3, new int[] {0, 1, 2}, 0, y, 1, 2))
                .withMessage("y.length=6 < 7, the end of 3 rows of 2 with ldy=2 from yOff=1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.lookUpWithPositions(2, new int[] {0, 1}, 0, 2, new float[6], 0, 2, y, 0, 2))
                .withMessage("positions.length=6 < 8, the end of 4 rows of 2 with ldpositions=2 from positionsOff=0");
        assertThat(y).containsOnly(7);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table(1 << 16, 1 << 15, y, Storage.FLOAT32, Workers.sequential()))
                .withMessage("rows=65536 times columns=32768 is more than an int holds");
        assertThatThrownBy(() -> EmbeddingTable.of(1, 1, null, Storage.FLOAT32, Workers.sequential()))
                .isInstanceOf(NullPointerException.class);
    }

    private static EmbeddingTable table(int rows, int columns, float[] array, Storage storage, Workers workers) {
        MatrixRows values = (from, count, into) -> System.arraycopy(array, from * columns, into, 0, count * columns);
        return EmbeddingTable.of(rows, columns, values, storage, workers);
    }

    /** Rounds as a table of that storage does: through double, whose sum with a large number cuts where bfloat16 does. */
    private static void round(float[] x, Storage storage) {
        for (int i = 0; storage == Storage.BFLOAT16 && i < x.length; i++) {
            double shift = 1.5 * Math.scalb(1.0, Math.getExponent(x[i]) + 52 - 7);
            x[i] = (float) (x[i] + shift - shift);
        }
    }
}
