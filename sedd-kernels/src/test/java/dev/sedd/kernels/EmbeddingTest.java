package dev.sedd.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sedd.kernels.reference.EmbeddingReference;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows of a table by token, with and without positions, and tokens that are not in the table. */
class EmbeddingTest {
    static IntStream sizes() {
        return Testing.sizes();
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void agreesWithItsTwinToTheBit(int n) {
        int rows = 5;
        int tableRows = 11;
        int ldTable = n + 1;
        int ldPositions = n + 2;
        int ldy = n + 3;
        int[] tokens = new Random(n).ints(2 + rows, 0, tableRows).toArray();
        float[] table = Testing.normal(1, 4 + tableRows * ldTable, 1);
        float[] positions = Testing.normal(2, 6 + 9 * ldPositions, 1);
        float[] y = Testing.untouched(1 + rows * ldy + 20);
        float[] expected = y.clone();
        Embedding.lookUp(rows, n, tokens, 2, table, 4, ldTable, tableRows, y, 1, ldy);
        EmbeddingReference.lookUp(rows, n, tokens, 2, table, 4, ldTable, expected, 1, ldy);
        assertThat(y).isEqualTo(expected);
        Embedding.lookUpWithPositions(
                rows, n, tokens, 2, table, 4, ldTable, tableRows, 3, positions, 6, ldPositions, y, 1, ldy);
        EmbeddingReference.lookUpWithPositions(
                rows, n, tokens, 2, table, 4, ldTable, 3, positions, 6, ldPositions, expected, 1, ldy);
        assertThat(y).isEqualTo(expected);
    }

    @Test
    void byHand() {
        float[] y = new float[4];
        float[] table = {1, 2, 3, 4};
        Embedding.lookUp(2, 2, new int[] {1, 0}, 0, table, 0, 2, 2, y, 0, 2);
        assertThat(y).containsExactly(3, 4, 1, 2);
        float[] positions = {10, 20, 30, 40};
        Embedding.lookUpWithPositions(1, 2, new int[] {1}, 0, table, 0, 2, 2, 1, positions, 0, 2, y, 0, 2);
        assertThat(y).containsExactly(33, 44, 1, 2);
    }

    @Test
    void refusesBadArgumentsBeforeItWrites() {
        float[] table = new float[6];
        float[] y = new float[6];
        y[0] = 5;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Embedding.lookUp(3, 2, new int[] {0, 1, 3}, 0, table, 0, 2, 3, y, 0, 2))
                .withMessage("tokens[2]=3 is not a row of the table, which has 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Embedding.lookUp(2, 2, new int[] {0, 1, -1}, 1, table, 0, 2, 3, y, 0, 2))
                .withMessage("tokens[2]=-1 is not a row of the table, which has 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Embedding.lookUp(3, 2, new int[] {0, 1, 2}, 1, table, 0, 2, 3, y, 0, 2))
                .withMessage("tokens.length=3 < 4 = tokensOff + rows");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Embedding.lookUp(1, 2, new int[] {0}, 0, table, 0, 2, 4, y, 0, 2))
                .withMessage("table.length=6 < 8, the end of 4 rows of 2 with ldtable=2 from tableOff=0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Embedding.lookUp(1, 2, new int[] {0}, 0, y, 0, 2, 3, y, 0, 2))
                .withMessageStartingWith("y overlaps table");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Embedding.lookUpWithPositions(
                        2, 2, new int[] {0, 0}, 0, table, 0, 2, 3, 2, table, 0, 2, y, 0, 2))
                .withMessage("positions.length=6 < 8, the end of 4 rows of 2 with ldpositions=2 from positionsOff=0");
        assertThat(y[0]).isEqualTo(5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Embedding.lookUpBackward(1, 2, new int[] {0}, 0, y, 0, 1, 3, table, 0, 2))
                .withMessage("lddy=1 < n=2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Embedding.lookUpBackward(1, 2, new int[] {0}, 0, y, 0, 2, 4, table, 0, 2))
                .withMessage("dtable.length=6 < 8, the end of 4 rows of 2 with lddtable=2 from dtableOff=0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Embedding.lookUpBackward(1, 2, new int[] {0}, 0, y, 0, 2, 3, y, 0, 2))
                .withMessageStartingWith("dy overlaps dtable");
    }
}
