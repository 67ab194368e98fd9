package dev.sedd.kernels;

import dev.sedd.kernels.internal.Checks;
import dev.sedd.kernels.internal.EmbeddingRows;

/**
 * Embedding look-up: rows of a table, chosen by token, with or without a row of a table of positions added.
 *
 * <p>The output must not overlap a table. All tokens are checked before anything is written. The layout of the arrays and
 * the errors that are thrown are those of the {@linkplain dev.sedd.kernels package}.
 */
public final class Embedding {
    private Embedding() {}

    /**
     * y_r := table[token_r] for r &lt; rows, token_r = {@code tokens[tokensOff + r]}.
     *
     * @param n the length of a row
     * @param tableRows the number of rows in the table
     * @throws IllegalArgumentException where a token is not in 0 … tableRows − 1, with its place
     */
    public static void lookUp(
            int rows,
            int n,
            int[] tokens,
            int tokensOff,
            float[] table,
            int tableOff,
            int ldtable,
            int tableRows,
            float[] y,
            int yOff,
            int ldy) {
        check(rows, n, tokens, tokensOff, "table", table, tableOff, ldtable, tableRows, "y", y, yOff, ldy);
        for (int r = 0; n > 0 && r < rows; r++) {
            System.arraycopy(table, tableOff + tokens[tokensOff + r] * ldtable, y, yOff + r * ldy, n);
        }
    }

    /**
     * y_r := table[token_r] + positions[position + r] for r &lt; rows, token_r = {@code tokens[tokensOff + r]}.
     *
     * @param n the length of a row
     * @param tableRows the number of rows in the table
     * @param position the position of the first row
     * @throws IllegalArgumentException where a token is not in 0 … tableRows − 1, with its place, or where the table of
     *     positions is too short
     */
    public static void lookUpWithPositions(
            int rows,
            int n,
            int[] tokens,
            int tokensOff,
            float[] table,
            int tableOff,
            int ldtable,
            int tableRows,
            int position,
            float[] positions,
            int positionsOff,
            int ldpositions,
            float[] y,
            int yOff,
            int ldy) {
        check(rows, n, tokens, tokensOff, "table", table, tableOff, ldtable, tableRows, "y", y, yOff, ldy);
        checkPositions(rows, n, position, positions, positionsOff, ldpositions, y, yOff, ldy);
        for (int r = 0; n > 0 && r < rows; r++) {
            int token = tableOff + tokens[tokensOff + r] * ldtable;
            EmbeddingRows.add(
                    n, table, token, positions, positionsOff + (position + r) * ldpositions, y, yOff + r * ldy);
        }
    }

    /**
     * The backward pass of {@link #lookUp}: dtable[token_r] := dtable[token_r] + dy_r for r &lt; rows, in the order of the
     * rows, whatever is the same token. To divide the work, divide the columns.
     *
     * @param n the length of a row, or of the part of it that is to be added
     * @param tableRows the number of rows in the table
     * @param dy the gradient of the forward pass's result; must not overlap dtable
     * @param dtable the gradient of the table, added to
     * @throws IllegalArgumentException where a token is not in 0 … tableRows − 1, with its place
     */
    public static void lookUpBackward(
            int rows,
            int n,
            int[] tokens,
            int tokensOff,
            float[] dy,
            int dyOff,
            int lddy,
            int tableRows,
            float[] dtable,
            int dtableOff,
            int lddtable) {
        check(rows, n, tokens, tokensOff, "dtable", dtable, dtableOff, lddtable, tableRows, "dy", dy, dyOff, lddy);
        for (int r = 0; n > 0 && r < rows; r++) {
            int to = dtableOff + tokens[tokensOff + r] * lddtable;
            EmbeddingRows.add(n, dtable, to, dy, dyOff + r * lddy, dtable, to);
        }
    }

    private static void check(
            int rows,
            int n,
            int[] tokens,
            int tokensOff,
            String tableName,
            float[] table,
            int tableOff,
            int ldtable,
            int tableRows,
            String yName,
            float[] y,
            int yOff,
            int ldy) {
        Checks.size("rows", rows);
        Checks.size("n", n);
        Checks.size("tableRows", tableRows);
        Checks.tokens("rows", rows, tokens, tokensOff, tableRows);
        Checks.matrix(yName, rows, n, "n", y, yOff, ldy);
        checkTable(tableName, tableRows, n, table, tableOff, ldtable, rows, yName, y, yOff, ldy);
    }

    /** Refuses a table of positions that is too short or that y overlaps. */
    static void checkPositions(
            int rows,
            int n,
            int position,
            float[] positions,
            int positionsOff,
            int ldpositions,
            float[] y,
            int yOff,
            int ldy) {
        Checks.size("position", position);
        if ((long) position + rows > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "position=" + position + " + rows=" + rows + " is more than an int holds");
        }
        checkTable("positions", position + rows, n, positions, positionsOff, ldpositions, rows, "y", y, yOff, ldy);
    }

    private static void checkTable(
            String name,
            int tableRows,
            int n,
            float[] table,
            int off,
            int ld,
            int rows,
            String yName,
            float[] y,
            int yOff,
            int ldy) {
        Checks.matrix(name, tableRows, n, "n", table, off, ld);
        long end = Checks.end(tableRows, n, off, ld);
        Checks.disjoint(name, table, off, end, yName, y, yOff, Checks.end(rows, n, yOff, ldy));
    }
}
