package dev.sedd.kernels;

import dev.sedd.kernels.internal.Checks;
import dev.sedd.kernels.internal.ColumnRows;
import java.util.Objects;

/**
 * Dropout's mask on the rows of a matrix (Srivastava et al. 2014): one bit for each element, set where it is kept. The
 * function is its own backward pass. The layout of the arrays and the errors that are thrown are those of the
 * {@linkplain dev.sedd.kernels package}.
 */
public final class BitMask {
    private BitMask() {}

    /** The longs that hold the bits of one row of {@code n}, which is not negative. */
    public static int words(int n) {
        Checks.size("n", n);
        return Math.ceilDiv(n, Long.SIZE);
    }

    /**
     * x_ij := factor·x_ij where its bit is set, else 0, for i &lt; rows, j &lt; n, in place. The bit of x_ij is bit j mod 64
     * of {@code bits[bitsOff + i·words(n) + j / 64]}.
     */
    public static void apply(int rows, int n, long[] bits, int bitsOff, float factor, float[] x, int xOff, int ldx) {
        Checks.size("rows", rows);
        Checks.size("n", n);
        Checks.matrix("x", rows, n, "n", x, xOff, ldx);
        Objects.requireNonNull(bits, "bits");
        long words = (long) rows * words(n);
        if (bitsOff < 0 || words > 0 && bitsOff + words > bits.length) {
            throw new IllegalArgumentException("bits.length=" + bits.length + " does not hold " + rows + " rows of "
                    + words(n) + " words from bitsOff=" + bitsOff);
        }
        for (int i = 0; i < rows; i++) {
            ColumnRows.drop(n, bits, bitsOff + i * words(n), factor, x, xOff + i * ldx);
        }
    }
}
