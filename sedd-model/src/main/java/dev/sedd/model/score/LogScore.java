package dev.sedd.model.score;

import dev.sedd.kernels.ExponentialDraw;

/**
 * Log scores (B, T, V), row-major, in an array that is used again from call to call. The values are logarithms; {@link #ratios(int, double[])} gives
 * the scores themselves.
 */
public final class LogScore {
    private final int vocabularySize;
    private float[] values = new float[0];
    private int rows;

    /** An empty one for vocabularies of {@code vocabularySize}. */
    public LogScore(int vocabularySize) {
        if (vocabularySize < 1) {
            throw new IllegalArgumentException("vocabularySize=" + vocabularySize + " < 1");
        }
        this.vocabularySize = vocabularySize;
    }

    /** Makes room for B·T rows; what they hold is undefined until they are written. */
    public void resize(int newRows) {
        long size = (long) newRows * vocabularySize;
        if (newRows < 0 || size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    newRows + " rows of " + vocabularySize + " log scores do not fit an array; use a smaller batch");
        }
        if (values.length < size) {
            values = new float[(int) size];
        }
        rows = newRows;
    }

    /** Keeps the selected rows, which move together, and forgets all others. */
    public void keep(RowSelection selected) {
        for (int i = 0; i < selected.count(); i++) {
            System.arraycopy(values, selected.row(i) * vocabularySize, values, i * vocabularySize, vocabularySize);
        }
        rows = selected.count();
    }

    /** V. */
    public int vocabularySize() {
        return vocabularySize;
    }

    /** B·T. */
    public int rows() {
        return rows;
    }

    /** The array itself, row r from {@code r * vocabularySize()}; may be longer than the rows in use. */
    public float[] values() {
        return values;
    }

    /** The log score of token y in a row. */
    public float get(int row, int y) {
        return values[row * vocabularySize + y];
    }

    /** Lets {@code draw} read a row's ratios exp(log score), to draw from them; returns their sum without that of token x. */
    public double ratios(int row, int x, ExponentialDraw draw) {
        return draw.read(vocabularySize, values, row * vocabularySize, x);
    }

    /** The ratios exp(log score) of a row, in double, into {@code out[0 .. V)}. */
    public void ratios(int row, double[] out) {
        int from = row * vocabularySize;
        for (int y = 0; y < vocabularySize; y++) {
            out[y] = StrictMath.exp(values[from + y]);
        }
    }
}
