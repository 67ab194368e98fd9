package dev.sedd.kernels;

import dev.sedd.kernels.internal.Checks;
import dev.sedd.kernels.internal.RotaryRows;

/**
 * Rotary position embedding (Su et al. 2021, arXiv 2104.09864, in the layout of two halves): tables of cos and sin for
 * all positions, made once, and their application to queries or keys in place.
 *
 * <p>Head size h: angle(p, j) = p·10000^(−2j/h) for j &lt; h/2, in radians, computed in double and its cosine and sine
 * rounded to float. A head (u, v) of two halves at position p becomes (u·cos − v·sin, v·cos + u·sin).
 */
public final class Rotary {
    private static final double BASE = 10000;

    private final int length;
    private final int headSize;
    private final float[] cos; // (length, headSize/2)
    private final float[] sin; // (length, headSize/2)

    /**
     * Tables for the positions 0 … length − 1.
     *
     * @param headSize h, even and positive
     */
    public Rotary(int length, int headSize) {
        Checks.size("length", length);
        if (headSize <= 0 || headSize % 2 != 0) {
            throw new IllegalArgumentException("headSize=" + headSize + " is not even and positive");
        }
        int half = headSize / 2;
        if ((long) length * half > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "length=" + length + " times headSize=" + headSize + " is too much for one table");
        }
        this.length = length;
        this.headSize = headSize;
        this.cos = new float[length * half];
        this.sin = new float[length * half];
        for (int j = 0; j < half; j++) {
            double frequency = StrictMath.pow(BASE, -2.0 * j / headSize);
            for (int p = 0; p < length; p++) {
                cos[p * half + j] = (float) StrictMath.cos(p * frequency);
                sin[p * half + j] = (float) StrictMath.sin(p * frequency);
            }
        }
    }

    /** How many positions the tables cover. */
    public int length() {
        return length;
    }

    /** The size of a head, h. */
    public int headSize() {
        return headSize;
    }

    /**
     * Rotates {@code heads} heads in each of {@code rows} rows, in place: row r stands at position {@code position + r},
     * and its head i at {@code x[xOff + r*ldx + i*h]}.
     *
     * @throws IllegalArgumentException where position + rows exceeds the tables' length
     */
    public void apply(int rows, int position, int heads, float[] x, int xOff, int ldx) {
        check(rows, position, heads, x, xOff, ldx);
        int half = headSize / 2;
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < heads; i++) {
                RotaryRows.rotate(half, cos, sin, (position + r) * half, x, xOff + r * ldx + i * headSize);
            }
        }
    }

    /**
     * Rotates back, by the opposite angles. A rotation's inverse is its transpose, so that this also takes the gradient of
     * {@link #apply}'s result to that of its argument.
     *
     * @throws IllegalArgumentException where position + rows exceeds the tables' length
     */
    public void applyInverse(int rows, int position, int heads, float[] x, int xOff, int ldx) {
        check(rows, position, heads, x, xOff, ldx);
        int half = headSize / 2;
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < heads; i++) {
                RotaryRows.rotateBack(half, cos, sin, (position + r) * half, x, xOff + r * ldx + i * headSize);
            }
        }
    }

    private void check(int rows, int position, int heads, float[] x, int xOff, int ldx) {
        Checks.size("rows", rows);
        Checks.size("position", position);
        Checks.size("heads", heads);
        if ((long) position + rows > length) {
            throw new IllegalArgumentException("position=" + position + " + rows=" + rows + " > length=" + length);
        }
        if ((long) heads * headSize > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "heads=" + heads + " of headSize=" + headSize + " is too much for a row");
        }
        Checks.matrix("x", rows, heads * headSize, "heads*headSize", x, xOff, ldx);
    }
}
