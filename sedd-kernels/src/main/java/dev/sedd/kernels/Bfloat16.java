package dev.sedd.kernels;

/** bfloat16: the upper half of a float, eight bits of significand. A number of it is a {@code short} that holds these bits. */
public final class Bfloat16 {
    private static final int HALF = 16;
    private static final int QUIET = 0x40;

    private Bfloat16() {}

    /** A float rounded to the nearest, ties to even. What is too large becomes infinite, NaN stays NaN. */
    public static short round(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) (bits >>> HALF | QUIET);
        }
        return (short) (bits + 0x7fff + (bits >>> HALF & 1) >>> HALF);
    }

    /** The float that it is, exactly. */
    public static float widen(short bits) {
        return Float.intBitsToFloat(bits << HALF);
    }
}
