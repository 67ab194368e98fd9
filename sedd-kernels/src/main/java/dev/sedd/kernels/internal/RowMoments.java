package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Lanes.VIRTUAL;

/**
 * What a LayerNorm needs to know of a row: the mean, and 1/√(variance + eps).
 *
 * <p>The mean is taken twice, the second time of the deviations from the first, which are small: a row far from zero
 * loses no digits of its variance. The centre is then the sum of two floats, {@code mean} and {@code rest}.
 *
 * <p>Each sum is taken of some rows before the next one is, which needs its result: so the processor adds up a row while it waits
 * for another's last addition. 0.6 of the time of a row at a time.
 */
final class RowMoments {
    /** Rows at a time. */
    static final int ROWS = 8;

    private static final ThreadLocal<RowMoments> MINE = ThreadLocal.withInitial(RowMoments::new);

    final float[] mean = new float[ROWS];
    final float[] rest = new float[ROWS];
    final float[] inverse = new float[ROWS];

    private RowMoments() {}

    /** This thread's, of at most {@link #ROWS} rows of n elements, until it is asked again. */
    static RowMoments of(int rows, int n, float eps, float[] x, int xOff, int ldx) {
        RowMoments moments = MINE.get();
        moments.take(rows, n, eps, x, xOff, ldx);
        return moments;
    }

    private void take(int rows, int n, float eps, float[] x, int xOff, int ldx) {
        float[] partial = Scratch.PARTIAL.floats(ROWS * VIRTUAL);
        for (int r = 0; r < rows; r++) {
            RowSums.sum(n, x, xOff + r * ldx, partial, r * VIRTUAL);
        }
        for (int r = 0; r < rows; r++) {
            mean[r] = RowSums.total(partial, r * VIRTUAL) / n;
            RowSums.deviations(n, mean[r], x, xOff + r * ldx, partial, r * VIRTUAL);
        }
        for (int r = 0; r < rows; r++) {
            rest[r] = RowSums.total(partial, r * VIRTUAL) / n;
            RowSums.squares(n, mean[r], rest[r], x, xOff + r * ldx, partial, r * VIRTUAL);
        }
        for (int r = 0; r < rows; r++) {
            float variance = RowSums.total(partial, r * VIRTUAL) / n;
            inverse[r] = (float) (1 / Math.sqrt((double) variance + eps));
        }
    }
}
