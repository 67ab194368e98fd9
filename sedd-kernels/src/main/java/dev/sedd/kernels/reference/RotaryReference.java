package dev.sedd.kernels.reference;

/** Rotary position embedding, in double, without tables. */
public final class RotaryReference {
    private RotaryReference() {}

    /**
     * u·cos + rotate_half(u)·sin for each head u of {@code headSize} in each row, in place, where rotate_half([a, b]) =
     * [−b, a] and angle(p, j) = p·10000^(−2j/headSize); row r stands at position {@code position + r}.
     */
    public static void apply(int rows, int position, int heads, int headSize, float[] x, int xOff, int ldx) {
        int half = headSize / 2;
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < heads; i++) {
                int off = xOff + r * ldx + i * headSize;
                for (int j = 0; j < half; j++) {
                    double angle = (position + r) * StrictMath.pow(10000, -2.0 * j / headSize);
                    double a = x[off + j];
                    double b = x[off + half + j];
                    x[off + j] = (float) (a * StrictMath.cos(angle) - b * StrictMath.sin(angle));
                    x[off + half + j] = (float) (b * StrictMath.cos(angle) + a * StrictMath.sin(angle));
                }
            }
        }
    }
}
