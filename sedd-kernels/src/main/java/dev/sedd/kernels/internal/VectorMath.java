package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Lanes.FLOAT;
import static dev.sedd.kernels.internal.Lanes.INT;
import static dev.sedd.kernels.internal.Lanes.LENGTH;
import static dev.sedd.kernels.internal.Lanes.VIRTUAL;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.UMIN;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * Exponentials. Every lane is computed alone, by fused multiply-add, the four basic operations and integer shifts, all of which
 * round alike everywhere: a value's result does not depend on the vector width, the lane or the processor.
 *
 * <p>Loops hold all of their arithmetic: the compiler takes a method into another only up to some size, which vectors reach early,
 * and vectors that are handed to a method that it has not taken in become objects. Coefficients are broadcast before a loop and so
 * stay in registers; vectors that are constants of a class would be read again in every round, since for all the compiler knows
 * the round before has written to them.
 */
public final class VectorMath {
    static final float LOG2_E = 1.44269504f;

    /** −ln 2 in two parts; the first has so few bits that its product with the exponent is exact. */
    static final float MINUS_LN2_HIGH = -0.693359375f;

    static final float MINUS_LN2_LOW = 2.12194440e-4f;

    /** Added to a small float, it rounds it to the nearest integer, which then stands in the low nine bits. */
    static final float ROUNDER = 0x1.8p23f;

    static final int MANTISSA_BITS = 23;
    static final int HALF_BITS = Float.floatToRawIntBits(0.5f);

    /** Above this, e^x is no float. */
    private static final float EXP_MAX = 88.72283f;

    /** From here on downwards, e^x is taken to be 0. */
    static final float EXP_MIN = -87f;

    /** Twice the coefficients of r^0 and r^1, which are 1. */
    static final float EXP_0 = 2f;

    static final float EXP_2 = 2 * 0.4999999403953552f;
    static final float EXP_3 = 2 * 0.1666652113199234f;
    static final float EXP_4 = 2 * 0.04166838899254799f;
    static final float EXP_5 = 2 * 0.008368735201656818f;
    static final float EXP_6 = 2 * 0.001381455920636654f;

    /** What the exponent of a float is written above it. */
    private static final int EXPONENT_BIAS = 127;

    /** The bits of {@link #ROUNDER}: those of the integer k, rounded so, are k more. */
    private static final int ROUNDED_ZERO = Float.floatToRawIntBits(ROUNDER);

    private static final float EXP2_0 = 1f;
    private static final float EXP2_1 = 0.6931471824645996f;
    private static final float EXP2_2 = 0.24022647738456726f;
    private static final float EXP2_3 = 0.055503323674201965f;
    private static final float EXP2_4 = 0.00961843691766262f;
    private static final float EXP2_5 = 0.0013398875016719103f;
    private static final float EXP2_6 = 0.00015353361959569156f;

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
        FloatVector log2e = FloatVector.broadcast(FLOAT, LOG2_E);
        FloatVector rounder = FloatVector.broadcast(FLOAT, ROUNDER);
        FloatVector high = FloatVector.broadcast(FLOAT, MINUS_LN2_HIGH);
        FloatVector low = FloatVector.broadcast(FLOAT, MINUS_LN2_LOW);
        FloatVector e0 = FloatVector.broadcast(FLOAT, EXP_0);
        FloatVector e2 = FloatVector.broadcast(FLOAT, EXP_2);
        FloatVector e3 = FloatVector.broadcast(FLOAT, EXP_3);
        FloatVector e4 = FloatVector.broadcast(FLOAT, EXP_4);
        FloatVector e5 = FloatVector.broadcast(FLOAT, EXP_5);
        FloatVector e6 = FloatVector.broadcast(FLOAT, EXP_6);
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector x = FloatVector.fromArray(FLOAT, array, off + i);
            FloatVector shifted = x.fma(log2e, rounder);
            FloatVector k = shifted.sub(rounder);
            FloatVector r = k.fma(low, k.fma(high, x));
            FloatVector p =
                    e6.fma(r, e5).fma(r, e4).fma(r, e3).fma(r, e2).fma(r, e0).fma(r, e0);
            IntVector power = shifted.reinterpretAsInts().lanewise(LSHL, MANTISSA_BITS);
            FloatVector y = p.mul(power.add(HALF_BITS).reinterpretAsFloats());
            y.blend(Float.POSITIVE_INFINITY, x.compare(GT, EXP_MAX))
                    .blend(0f, x.compare(LT, EXP_MIN))
                    .intoArray(array, off + i);
        }
    }

    /**
     * x := 2^t, t = slope·x, for a whole number of vectors, where −126 ≤ t ≤ 127; from there down to −127.5 some number below 2^−126,
     * and at least 2^124, or NaN, for every other t and for NaN. With k the integer nearest to t and r = t − k, which is rounded once,
     * it is 2^k·p(r), p ≈ 2^r of degree 6 with the least largest relative error (2e-08) over |r| ≤ 1/2; p is nowhere below 1/8.
     *
     * @param partial the partial sums of x, as {@link RowSums} adds, are added to those from {@code pOff} on
     */
    static void exp2(int n, float slope, float[] x, int off, float[] partial, int pOff) {
        FloatVector a = FloatVector.broadcast(FLOAT, slope);
        FloatVector rounder = FloatVector.broadcast(FLOAT, ROUNDER);
        FloatVector e0 = FloatVector.broadcast(FLOAT, EXP2_0);
        FloatVector e1 = FloatVector.broadcast(FLOAT, EXP2_1);
        FloatVector e2 = FloatVector.broadcast(FLOAT, EXP2_2);
        FloatVector e3 = FloatVector.broadcast(FLOAT, EXP2_3);
        FloatVector e4 = FloatVector.broadcast(FLOAT, EXP2_4);
        FloatVector e5 = FloatVector.broadcast(FLOAT, EXP2_5);
        FloatVector e6 = FloatVector.broadcast(FLOAT, EXP2_6);
        IntVector zero = IntVector.broadcast(INT, ROUNDED_ZERO - EXPONENT_BIAS);
        IntVector largest = IntVector.broadcast(INT, 2 * EXPONENT_BIAS);
        for (int g = 0; g < VIRTUAL; g += LENGTH) {
            FloatVector s = FloatVector.fromArray(FLOAT, partial, pOff + g);
            for (int i = g; i < n; i += VIRTUAL) {
                FloatVector v = FloatVector.fromArray(FLOAT, x, off + i);
                FloatVector shifted = v.fma(a, rounder);
                FloatVector r = v.fma(a, rounder.sub(shifted));
                FloatVector p = e6.fma(r, e5)
                        .fma(r, e4)
                        .fma(r, e3)
                        .fma(r, e2)
                        .fma(r, e1)
                        .fma(r, e0);
                IntVector exponent = shifted.reinterpretAsInts().sub(zero).lanewise(UMIN, largest);
                FloatVector e = p.mul(exponent.lanewise(LSHL, MANTISSA_BITS).reinterpretAsFloats());
                e.intoArray(x, off + i);
                s = e.add(s);
            }
            s.intoArray(partial, pOff + g);
        }
    }
}
