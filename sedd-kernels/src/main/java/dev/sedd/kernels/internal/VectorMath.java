package dev.sedd.kernels.internal;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Exponential and activation functions of vectors of {@link Lanes#FLOAT}. Every lane is computed alone, by fused
 * multiply-add, the four basic operations and integer shifts, all of which round alike everywhere: a value's result
 * does not depend on the vector width, the lane or the processor.
 *
 * <p>Relative error bounds, as measured over all exponents: {@link #exp} 1e-7, {@link #silu} 2.5e-7, {@link #geluErf}
 * 4.5e-7, in the negative tail 4.5e-7 + 5e-8·x², {@link #geluTanh} 1.6e-7·(4 + |2u|). They hold where the exponential
 * inside is at least 1.7e-38; below, it is taken to be 0.
 *
 * <p>Coefficients are constant vectors rather than scalars that each step broadcasts: a broadcast costs the compiler so
 * many nodes that it would stop inlining half-way through {@link #geluErf}, and box the vectors.
 */
public final class VectorMath {
    private static final FloatVector ZERO = constant(0f);
    private static final FloatVector ONE = constant(1f);
    private static final FloatVector TWO = constant(2f);
    private static final FloatVector MINUS_HALF = constant(-0.5f);
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

    /** 2·√(2/π). */
    private static final FloatVector TANH_SLOPE = constant(1.5957691f);

    /** 2·√(2/π)·0.044715. */
    private static final FloatVector TANH_CUBE = constant(0.071354816f);

    private static final FloatVector FOUR = constant(4f);
    private static final FloatVector MINUS_EIGHT = constant(-8f);
    /** 1/√(2π). */
    private static final FloatVector NORMAL_PEAK = constant(0.3989423f);

    private static final FloatVector THREE = constant(3f);
    private static final FloatVector TAIL_0 = constant(0.7552851438522339f);
    private static final FloatVector TAIL_1 = constant(-0.6078965663909912f);
    private static final FloatVector TAIL_2 = constant(0.38713690638542175f);
    private static final FloatVector TAIL_3 = constant(-0.18652348220348358f);
    private static final FloatVector TAIL_4 = constant(0.06040376424789429f);
    private static final FloatVector TAIL_5 = constant(-0.007525003515183926f);
    private static final FloatVector TAIL_6 = constant(-0.0035120779648423195f);
    private static final FloatVector TAIL_7 = constant(0.0015695895999670029f);
    private static final FloatVector TAIL_8 = constant(0.00017837130872067064f);
    private static final FloatVector TAIL_9 = constant(-0.00013243345892988145f);

    private VectorMath() {}

    /**
     * e^x. Infinity where the result is too large, 0 where it is below 1.7e-38, NaN for NaN.
     *
     * <p>With n the integer nearest to x/ln 2 and r = x − n·ln 2, it is 2^(n−1)·p(r), p ≈ 2·e^r of degree 6 with the
     * least largest relative error (3e-9) over |r| ≤ ln 2 / 2. The factor 2 keeps 2^(n−1) finite for the largest n.
     */
    public static FloatVector exp(FloatVector x) {
        FloatVector shifted = x.fma(LOG2_E, ROUNDER);
        FloatVector n = shifted.sub(ROUNDER);
        FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, x));
        FloatVector p = EXP_6.fma(r, EXP_5).fma(r, EXP_4).fma(r, EXP_3).fma(r, EXP_2);
        p = p.fma(r, TWO).fma(r, TWO);
        IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, MANTISSA_BITS);
        FloatVector y = p.mul(power.add(HALF_BITS).reinterpretAsFloats());
        return y.blend(INFINITY, x.compare(GT, EXP_MAX)).blend(ZERO, x.compare(LT, EXP_MIN));
    }

    /**
     * 2^x for x ≤ 0, at least 2^−126; NaN for NaN. With n the integer nearest to x and r = x − n, it is 2^n·p(r), p ≈ 2^r of
     * degree 6 with the least largest relative error (2e-08) over |r| ≤ 1/2.
     */
    static FloatVector exp2(FloatVector x) {
        FloatVector t = x.blend(EXP2_MIN, x.compare(LT, EXP2_MIN));
        FloatVector shifted = t.add(ROUNDER);
        FloatVector r = t.sub(shifted.sub(ROUNDER));
        FloatVector p = EXP2_6.fma(r, EXP2_5).fma(r, EXP2_4).fma(r, EXP2_3).fma(r, EXP2_2);
        p = p.fma(r, EXP2_1).fma(r, ONE);
        IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, MANTISSA_BITS);
        return p.mul(power.add(ONE_BITS).reinterpretAsFloats());
    }

    /** SiLU: x·sigmoid(x) = x / (1 + e^−x). NaN for −∞, as in PyTorch. */
    public static FloatVector silu(FloatVector x) {
        return timesSigmoid(x, x);
    }

    /**
     * GELU in its tanh form, 0.5·x·(1 + tanh(u)), u = √(2/π)·(x + 0.044715·x³), computed as x·sigmoid(2u), which does
     * not cancel. NaN for −∞, as in PyTorch.
     */
    public static FloatVector geluTanh(FloatVector x) {
        return timesSigmoid(x, tanhArgument(x));
    }

    /**
     * GELU in its exact form, x·Φ(x), Φ the normal distribution function, from e^(−x²/2). NaN for −∞, as in PyTorch.
     *
     * <p>The tail Φ(−z), z = |x|, is e^(−z²/2)·P(m)/(z + 4), with m = (z − 4)/(z + 4) and P of degree 9 with the least
     * largest relative error (9e-9) over 0 ≤ z ≤ 14.6. Φ(x) is the tail for x &lt; 0, and 1 minus the tail otherwise.
     */
    static FloatVector geluErf(FloatVector x, FloatVector gauss) {
        return x.mul(normalDistribution(x, gauss));
    }

    /** The derivative of {@link #geluErf}, Φ(x) + x·e^(−x²/2)/√(2π), from Φ(x) and e^(−x²/2). */
    static FloatVector geluErfSlope(FloatVector x, FloatVector distribution, FloatVector gauss) {
        return x.fma(gauss.mul(NORMAL_PEAK), distribution);
    }

    /** Φ(x), as described at {@link #geluErf}, from e^(−x²/2). */
    static FloatVector normalDistribution(FloatVector x, FloatVector gauss) {
        FloatVector z = x.abs();
        FloatVector t = ONE.div(z.add(FOUR));
        FloatVector m = t.fma(MINUS_EIGHT, ONE);
        FloatVector p = TAIL_9.fma(m, TAIL_8).fma(m, TAIL_7).fma(m, TAIL_6).fma(m, TAIL_5);
        p = p.fma(m, TAIL_4).fma(m, TAIL_3).fma(m, TAIL_2).fma(m, TAIL_1).fma(m, TAIL_0);
        FloatVector tail = gauss.mul(p.mul(t));
        return ONE.sub(tail).blend(tail, x.compare(LT, ZERO));
    }

    /** e^(−x²/2). */
    static FloatVector gauss(FloatVector x) {
        return exp(x.mul(x).mul(MINUS_HALF));
    }

    /** a = 2u of {@link #geluTanh}, whose sigmoid is (1 + tanh(u))/2; of x's sign. */
    static FloatVector tanhArgument(FloatVector x) {
        return x.mul(x).fma(TANH_CUBE, TANH_SLOPE).mul(x);
    }

    /** a'(x) = 2·√(2/π)·(1 + 3·0.044715·x²). */
    static FloatVector tanhArgumentSlope(FloatVector x) {
        return x.mul(x).mul(THREE).fma(TANH_CUBE, TANH_SLOPE);
    }

    /** x·sigmoid(a) from e^−|a|, for x of a's sign. */
    static FloatVector sigmoidWeighted(FloatVector x, FloatVector e) {
        return x.blend(x.mul(e), x.compare(LT, ZERO)).div(e.add(ONE));
    }

    /** The derivative of x·sigmoid(a(x)), s + x·a'·s·(1 − s), s = sigmoid(a), from e^−|a|; slope is a'. */
    static FloatVector sigmoidWeightedSlope(FloatVector x, FloatVector slope, FloatVector e) {
        FloatVector inverse = ONE.div(e.add(ONE));
        FloatVector sigmoid = inverse.blend(e.mul(inverse), x.compare(LT, ZERO));
        return x.mul(slope).mul(e.mul(inverse).mul(inverse)).add(sigmoid);
    }

    /** x·sigmoid(a), for x of a's sign; the exponential is that of −|a|, so that it never overflows. */
    private static FloatVector timesSigmoid(FloatVector x, FloatVector a) {
        return sigmoidWeighted(x, exp(a.abs().neg()));
    }

    private static FloatVector constant(float value) {
        return FloatVector.broadcast(Lanes.FLOAT, value);
    }
}
