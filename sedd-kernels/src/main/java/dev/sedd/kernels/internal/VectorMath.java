package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Lanes.FLOAT;
import static dev.sedd.kernels.internal.Lanes.LENGTH;
import static dev.sedd.kernels.internal.Lanes.VIRTUAL;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Exponentials. Every lane is computed alone, by fused multiply-add, the four basic operations and integer shifts, all of which
 * round alike everywhere: a value's result does not depend on the vector width, the lane or the processor.
 *
 * <p>Coefficients are constant vectors rather than scalars that each step broadcasts, and loops hold all of their arithmetic: the
 * compiler takes a method into another only up to some size, which vectors reach early, and vectors that are handed to a method
 * that it has not taken in become objects.
 */
public final class VectorMath {
    private static final FloatVector ZERO = constant(0f);
    private static final FloatVector ONE = constant(1f);
    private static final FloatVector TWO = constant(2f);
    private static final FloatVector INFINITY = constant(Float.POSITIVE_INFINITY);
    private static final FloatVector LOG2_E = constant(1.44269504f);

    /** −ln 2 in two parts; the first has so few bits that its product with the exponent is exact. */
    private static final FloatVector MINUS_LN2_HIGH = constant(-0.693359375f);

    private static final FloatVector MINUS_LN2_LOW = constant(2.12194440e-4f);

    /** Added to a small float, it rounds it to the nearest integer, which then stands in the low nine bits. */
    private static final FloatVector ROUNDER = constant(0x1.8p23f);

    private static final int MANTISSA_BITS = 23;
    private static final IntVector HALF_BITS = IntVector.broadcast(Lanes.INT, Float.floatToIntBits(0.5f));

    /** Above this, e^x is no float. */
    private static final FloatVector EXP_MAX = constant(88.72283f);

    /** From here on downwards, e^x is taken to be 0. */
    private static final FloatVector EXP_MIN = constant(-87f);

    private static final FloatVector EXP_2 = constant(2 * 0.4999999403953552f);
    private static final FloatVector EXP_3 = constant(2 * 0.1666652113199234f);
    private static final FloatVector EXP_4 = constant(2 * 0.04166838899254799f);
    private static final FloatVector EXP_5 = constant(2 * 0.008368735201656818f);
    private static final FloatVector EXP_6 = constant(2 * 0.001381455920636654f);

    /** Below this, 2^x is taken to be 2^−126, the smallest normal number. */
    private static final FloatVector EXP2_MIN = constant(-126f);

    private static final IntVector ONE_BITS = IntVector.broadcast(Lanes.INT, Float.floatToIntBits(1f));
    private static final FloatVector EXP2_1 = constant(0.6931471824645996f);
    private static final FloatVector EXP2_2 = constant(0.24022647738456726f);
    private static final FloatVector EXP2_3 = constant(0.055503323674201965f);
    private static final FloatVector EXP2_4 = constant(0.00961843691766262f);
    private static final FloatVector EXP2_5 = constant(0.0013398875016719103f);
    private static final FloatVector EXP2_6 = constant(0.00015353361959569156f);

    private VectorMath() {}

    /**
     * x := e^x, within 1e-7 of it. Infinity where the result is too large, 0 where it is below 1.7e-38, NaN for NaN.
     *
     * <p>With n the integer nearest to x/ln 2 and r = x − n·ln 2, it is 2^(n−1)·p(r), p ≈ 2·e^r of degree 6 with the
     * least largest relative error (3e-9) over |r| ≤ ln 2 / 2. The factor 2 keeps 2^(n−1) finite for the largest n.
     */
    static void exp(int n, float[] x, int off) {
        int whole = FLOAT.loopBound(n);
        expWhole(whole, x, off);
        int rest = n - whole;
        if (rest > 0) {
            float[] end = Scratch.END.floats(LENGTH);
            System.arraycopy(x, off + whole, end, 0, rest);
            expWhole(LENGTH, end, 0);
            System.arraycopy(end, 0, x, off + whole, rest);
        }
    }

    private static void expWhole(int n, float[] array, int off) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector x = FloatVector.fromArray(FLOAT, array, off + i);
            FloatVector shifted = x.fma(LOG2_E, ROUNDER);
            FloatVector k = shifted.sub(ROUNDER);
            FloatVector r = k.fma(MINUS_LN2_LOW, k.fma(MINUS_LN2_HIGH, x));
            FloatVector p = EXP_6.fma(r, EXP_5).fma(r, EXP_4).fma(r, EXP_3).fma(r, EXP_2);
            p = p.fma(r, TWO).fma(r, TWO);
            IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, MANTISSA_BITS);
            FloatVector y = p.mul(power.add(HALF_BITS).reinterpretAsFloats());
            y.blend(INFINITY, x.compare(GT, EXP_MAX))
                    .blend(ZERO, x.compare(LT, EXP_MIN))
                    .intoArray(array, off + i);
        }
    }

    /**
     * y := 2^t, t = slope·x + shift, for t ≤ 0 and a whole number of vectors: at least 2^−126; NaN for NaN. With k the integer nearest
     * to t and r = t − k, it is 2^k·p(r), p ≈ 2^r of degree 6 with the least largest relative error (2e-08) over |r| ≤ 1/2.
     *
     * @param partial receives the partial sums of y, as {@link RowSums} adds
     */
    static void exp2(int n, float slope, float shift, float[] x, int xOff, float[] y, int yOff, float[] partial) {
        FloatVector a = FloatVector.broadcast(FLOAT, slope);
        FloatVector b = FloatVector.broadcast(FLOAT, shift);
        for (int g = 0; g < VIRTUAL; g += LENGTH) {
            FloatVector s = FloatVector.zero(FLOAT);
            for (int i = g; i < n; i += VIRTUAL) {
                FloatVector t = FloatVector.fromArray(FLOAT, x, xOff + i).fma(a, b);
                t = t.blend(EXP2_MIN, t.compare(LT, EXP2_MIN));
                FloatVector shifted = t.add(ROUNDER);
                FloatVector r = t.sub(shifted.sub(ROUNDER));
                FloatVector p =
                        EXP2_6.fma(r, EXP2_5).fma(r, EXP2_4).fma(r, EXP2_3).fma(r, EXP2_2);
                p = p.fma(r, EXP2_1).fma(r, ONE);
                IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, MANTISSA_BITS);
                FloatVector e = p.mul(power.add(ONE_BITS).reinterpretAsFloats());
                e.intoArray(y, yOff + i);
                s = e.add(s);
            }
            s.intoArray(partial, g);
        }
    }

    /** All lanes of that value. */
    static FloatVector constant(float value) {
        return FloatVector.broadcast(FLOAT, value);
    }
}
