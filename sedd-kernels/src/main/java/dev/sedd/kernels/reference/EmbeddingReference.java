package dev.sedd.kernels.reference;

/** Embedding look-up, element by element. */
public final class EmbeddingReference {
    private EmbeddingReference() {}

    /** y_r := table[token_r]. */
    public static void lookUp(
            int rows,
            int n,
            int[] tokens,
            int tokensOff,
            float[] table,
            int tableOff,
            int ldtable,
            float[] y,
            int yOff,
            int ldy) {
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < n; j++) {
                y[yOff + r * ldy + j] = table[tableOff + tokens[tokensOff + r] * ldtable + j];
            }
        }
    }

    /** y_r := table[token_r] + positions[position + r]. */
    public static void lookUpWithPositions(
            int rows,
            int n,
            int[] tokens,
            int tokensOff,
            float[] table,
            int tableOff,
            int ldtable,
            int position,
            float[] positions,
            int positionsOff,
            int ldpositions,
            float[] y,
            int yOff,
            int ldy) {
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < n; j++) {
                y[yOff + r * ldy + j] = table[tableOff + tokens[tokensOff + r] * ldtable + j]
                        + positions[positionsOff + (position + r) * ldpositions + j];
            }
        }
    }
}
