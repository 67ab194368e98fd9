package dev.sedd.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sedd.kernels.Workers;
import dev.sedd.model.graph.Absorbing;
import dev.sedd.model.noise.LogLinear;
import dev.sedd.model.score.LogScore;
import dev.sedd.model.score.RowSelection;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The scores of chosen rows are those of all rows, bit for bit; and with GPT-2's vocabulary those of the plain twin. */
class ChosenRowsTest {
    private static final int V = 66;
    private static final int T = 40;
    private static final int BATCH = 3;
    private static final int GPT2 = 50_258;

    private static Configuration configuration(Family family, int vocabulary, int blocks) {
        return configuration(family, vocabulary, 32, blocks);
    }

    private static Configuration configuration(Family family, int vocabulary, int width, int blocks) {
        boolean scales = family == Family.SEDD;
        return new Configuration(
                family, new Absorbing(vocabulary), new LogLinear(1e-3), width, 8, T, blocks, 2, scales, 0);
    }

    private static int[] tokens(int count, int vocabulary) {
        int[] tokens = new int[count];
        for (int i = 0; i < count; i++) {
            tokens[i] = i % 3 == 0 ? vocabulary - 1 : i * 7919 % vocabulary;
        }
        return tokens;
    }

    private static RowSelection select(IntPredicate wanted) {
        RowSelection rows = new RowSelection();
        rows.clear(BATCH, T);
        for (int row = 0; row < BATCH * T; row++) {
            if (wanted.test(row)) {
                rows.add(row);
            }
        }
        return rows;
    }

    @ParameterizedTest
    @CsvSource({"NANOGPT, 1", "NANOGPT, 2", "SEDD, 1", "SEDD, 2"})
    void haveTheBitsOfAllRows(Family family, int blocks) {
        Configuration c = configuration(family, V, blocks);
        Weights weights = RandomWeights.of(c, 1);
        int[] tokens = tokens(BATCH * T, V);
        float[] sigma = {0.3f, 2f, 2f};
        LogScore expected = new LogScore(V);
        new Transformer(c, weights, Workers.sequential()).logScore(BATCH, T, tokens, sigma, expected);
        for (int threads : new int[] {1, 2, 3, 5}) {
            try (Workers workers = Workers.of(threads)) {
                Transformer network = new Transformer(c, weights, workers);
                for (RowSelection rows : new RowSelection[] {
                    select(row -> true),
                    select(row -> row % T < 7),
                    select(row -> row % T > 31),
                    select(row -> row * 31 % 5 == 0),
                    select(row -> row / T == 1),
                    select(row -> row == 0),
                    select(row -> row == BATCH * T - 1),
                    select(row -> row / T != 1 && row % T != 20),
                }) {
                    assertSame(network, tokens, sigma, rows, expected);
                }
                LogScore again = new LogScore(V);
                network.logScore(BATCH, T, tokens, sigma, again);
                assertThat(again.values()).isEqualTo(expected.values());
            }
        }
    }

    /** A larger batch makes room anew, and the gates of the former batch's rows must not outlive that. */
    @Test
    void haveTheBitsOfAllRowsAfterASmallerBatch() {
        Configuration c = configuration(Family.SEDD, V, 2);
        try (Workers workers = Workers.of(2)) {
            Transformer network = new Transformer(c, RandomWeights.of(c, 1), workers);
            for (int batch : new int[] {3, 5}) { // by two threads together
                int[] tokens = tokens(batch * T, V);
                float[] sigma = new float[batch];
                Arrays.fill(sigma, 0.7f);
                RowSelection rows = new RowSelection();
                rows.clear(batch, T);
                for (int row = 0; row < batch * T; row += batch == 3 ? 2 : 7) {
                    rows.add(row);
                }
                LogScore expected = new LogScore(V);
                new Transformer(c, RandomWeights.of(c, 1), Workers.sequential())
                        .logScore(batch, T, tokens, sigma, expected);
                assertSame(network, tokens, sigma, rows, expected);
            }
        }
    }

    private static void assertSame(
            Transformer network, int[] tokens, float[] sigma, RowSelection rows, LogScore expected) {
        int[] taken = {0};
        network.logScore(rows.batch(), T, tokens, sigma, rows, (first, count, scores) -> {
            assertThat(first).isEqualTo(taken[0]);
            taken[0] += count;
            for (int i = 0; i < count; i++) {
                int row = rows.row(first + i);
                assertThat(Arrays.copyOfRange(scores.values(), i * V, (i + 1) * V))
                        .isEqualTo(Arrays.copyOfRange(expected.values(), row * V, (row + 1) * V));
            }
        });
        assertThat(taken[0]).isEqualTo(rows.count());
    }

    /** More rows than scores are held at once: they come in portions. */
    @ParameterizedTest
    @EnumSource(Family.class)
    void agreeWithThePlainTwinOverTheVocabularyOfGpt2(Family family) {
        Configuration wide = configuration(family, GPT2, 2);
        Weights weights = RandomWeights.of(wide, 2);
        ReferenceNetwork twin = new ReferenceNetwork(wide, weights);
        Transformer network = new Transformer(wide, weights, Workers.shared());
        int[] tokens = tokens(T, GPT2);
        double[][] expected = twin.logScore(tokens, 0.7f);
        int batch = 10;
        int[] all = new int[batch * T];
        RowSelection rows = new RowSelection();
        rows.clear(batch, T);
        float[] sigma = new float[batch];
        Arrays.fill(sigma, 0.7f);
        for (int row = 0; row < all.length; row++) {
            all[row] = tokens[row % T];
            if (row % T != 5) {
                rows.add(row);
            }
        }
        int[] portions = {0};
        network.logScore(batch, T, all, sigma, rows, (first, count, scores) -> {
            portions[0]++;
            for (int i = 0; i < count; i += 13) {
                assertClose(scores, i, expected[rows.row(first + i) % T]);
            }
        });
        assertThat(portions[0]).isEqualTo(2);
    }

    /** Rows of 3 · 1024 and 4 · 1024 activations, which do not follow each other closely in memory. */
    @ParameterizedTest
    @EnumSource(Family.class)
    void agreeWithThePlainTwinWhereRowsFillPages(Family family) {
        Configuration wide = configuration(family, V, 1024, 1);
        Weights weights = RandomWeights.of(wide, 3);
        int[] tokens = tokens(T, V);
        double[][] expected = new ReferenceNetwork(wide, weights).logScore(tokens, 0.7f);
        RowSelection rows = new RowSelection();
        rows.clear(1, T);
        for (int row = 1; row < T; row += 3) {
            rows.add(row);
        }
        Transformer network = new Transformer(wide, weights, Workers.shared());
        int[] taken = {0};
        network.logScore(1, T, tokens, new float[] {0.7f}, rows, (first, count, scores) -> {
            taken[0] += count;
            for (int i = 0; i < count; i++) {
                assertClose(scores, i, expected[rows.row(first + i)]);
            }
        });
        assertThat(taken[0]).isEqualTo(rows.count());
    }

    /** Within 1e-5 of the row's largest entry. */
    private static void assertClose(LogScore actual, int row, double[] expected) {
        double largest = 0;
        double error = 0;
        for (int y = 0; y < expected.length; y++) {
            largest = Math.max(largest, Math.abs(expected[y]));
            error = Math.max(error, Math.abs(actual.get(row, y) - expected[y]));
        }
        assertThat(error / largest).isLessThan(1e-5);
    }

    @Test
    void refusesRowsOfAnotherBatch() {
        Configuration c = configuration(Family.SEDD, V, 1);
        Transformer network = new Transformer(c, RandomWeights.of(c, 1), Workers.sequential());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network.logScore(
                        2, T, new int[2 * T], new float[] {1, 1}, select(row -> true), (first, count, scores) -> {}))
                .withMessage("rows are of a batch of 3 by 40, not batch=2 by length=40");
    }

    @Test
    void isNotAskedForNoRows() {
        Configuration c = configuration(Family.SEDD, V, 1);
        Transformer network = new Transformer(c, RandomWeights.of(c, 1), Workers.sequential());
        network.logScore(
                BATCH, T, new int[BATCH * T], new float[] {1, 1, 1}, select(row -> false), (first, count, scores) -> {
                    throw new AssertionError();
                });
    }
}
