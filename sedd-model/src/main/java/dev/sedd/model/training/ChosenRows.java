package dev.sedd.model.training;

import dev.sedd.model.score.RowSelection;
import java.util.Arrays;

/** Moves the chosen rows of a sequence between where all its rows lie, T of them, and where the chosen ones lie alone. */
final class ChosenRows {
    private ChosenRows() {}

    /**
     * The chosen rows alone, one after the other, {@code n} numbers of each.
     *
     * @param all the sequence's first row is at {@code allOff}
     * @param alone receives the first chosen row at {@code aloneOff}; may be {@code all} itself, at the same offset
     */
    static void gather(
            RowSelection chosen,
            int sequence,
            int n,
            float[] all,
            int allOff,
            int ldAll,
            float[] alone,
            int aloneOff,
            int ldAlone) {
        int start = chosen.start(sequence);
        for (int i = 0; i < chosen.count(sequence); i++) {
            System.arraycopy(all, allOff + chosen.position(start + i) * ldAll, alone, aloneOff + i * ldAlone, n);
        }
    }

    /** The backward pass, with zeros in all other rows. */
    static void spread(
            RowSelection chosen,
            int sequence,
            int n,
            float[] alone,
            int aloneOff,
            int ldAlone,
            float[] all,
            int allOff,
            int ldAll) {
        int start = chosen.start(sequence);
        int i = chosen.count(sequence) - 1; // from the end, since it may be one array
        for (int row = chosen.length() - 1; row >= 0; row--) {
            int to = allOff + row * ldAll;
            if (i >= 0 && chosen.position(start + i) == row) {
                System.arraycopy(alone, aloneOff + i * ldAlone, all, to, n);
                i--;
            } else {
                Arrays.fill(all, to, to + n, 0);
            }
        }
    }
}
