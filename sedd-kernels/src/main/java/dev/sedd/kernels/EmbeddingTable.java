package dev.sedd.kernels;

import dev.sedd.kernels.internal.Checks;
import dev.sedd.kernels.internal.EmbeddingRows;
import dev.sedd.kernels.internal.TableRows;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * A table of rows that are chosen by token, V by n, kept for use: outside the heap, in the numbers of its {@link Storage}, of which
 * it takes V · n; they are freed with it. {@link Embedding} does the same with arrays.
 */
public final class EmbeddingTable {
    private final int rows;
    private final int columns;
    private final Storage storage;
    private final MemorySegment values;

    private EmbeddingTable(int rows, int columns, Storage storage, MemorySegment values) {
        this.rows = rows;
        this.columns = columns;
        this.storage = storage;
        this.values = values;
    }

    /**
     * A table, read without having all of it in memory beside this one: 256 KiB at a time for each thread, or one row where
     * that is more.
     *
     * @param rows V
     * @param columns n, the length of a row
     * @param table the rows; its exceptions are thrown here
     * @param storage how its numbers are kept
     * @param workers divide the rows
     * @throws IllegalArgumentException where a size is negative or V · n more than an int holds
     */
    public static EmbeddingTable of(int rows, int columns, MatrixRows table, Storage storage, Workers workers) {
        Checks.size("rows", rows);
        Checks.size("columns", columns);
        Checks.product("rows", rows, "columns", columns);
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(storage, "storage");
        return new EmbeddingTable(rows, columns, storage, TableRows.of(rows, columns, table, storage, workers));
    }

    /** V, the number of tokens. */
    public int rows() {
        return rows;
    }

    /** n, the length of a row. */
    public int columns() {
        return columns;
    }

    /** How its numbers are kept. */
    public Storage storage() {
        return storage;
    }

    /**
     * y_r := table[token_r] for r &lt; count, token_r = {@code tokens[tokensOff + r]}.
     *
     * @throws IllegalArgumentException where a token is not in 0 … V − 1, with its place; nothing is written then
     */
    public void lookUp(int count, int[] tokens, int tokensOff, float[] y, int yOff, int ldy) {
        check(count, tokens, tokensOff, y, yOff, ldy);
        for (int r = 0; columns > 0 && r < count; r++) {
            TableRows.copy(values, storage, tokens[tokensOff + r], columns, y, yOff + r * ldy);
        }
    }

    /**
     * y_r := table[token_r] + positions[position + r] for r &lt; count, token_r = {@code tokens[tokensOff + r]}.
     *
     * @param position the position of the first row
     * @throws IllegalArgumentException where a token is not in 0 … V − 1, with its place, or where the table of positions is
     *     too short; nothing is written then
     */
    public void lookUpWithPositions(
            int count,
            int[] tokens,
            int tokensOff,
            int position,
            float[] positions,
            int positionsOff,
            int ldpositions,
            float[] y,
            int yOff,
            int ldy) {
        check(count, tokens, tokensOff, y, yOff, ldy);
        Embedding.checkPositions(count, columns, position, positions, positionsOff, ldpositions, y, yOff, ldy);
        for (int r = 0; columns > 0 && r < count; r++) {
            int to = yOff + r * ldy;
            TableRows.copy(values, storage, tokens[tokensOff + r], columns, y, to);
            EmbeddingRows.add(columns, y, to, positions, positionsOff + (position + r) * ldpositions, y, to);
        }
    }

    private void check(int count, int[] tokens, int tokensOff, float[] y, int yOff, int ldy) {
        Checks.size("count", count);
        Checks.tokens("count", count, tokens, tokensOff, rows);
        Checks.matrix("y", count, columns, "columns", y, yOff, ldy);
    }
}
