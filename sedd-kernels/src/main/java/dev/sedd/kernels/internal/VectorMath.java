package dev.sedd.kernels.internal;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Exponential and activation functions of vectors of {@link Lanes#FLOAT}. Every lane is computed alone, by fused
 * multiply-add, the four basic operations and integer shifts, all of which round alike everywhere: a value's result
 * does not depend on the vector width, the lane or the processor.
 *
 * <p>Relative error bounds, as measured over all exponents: {@link #exp} 8.5e-8, {@link #silu} 2.5e-7, {@link #geluErf}
 * 4.5e-7, {@link #geluTanh} 1.6e-7·(4 + |2u|). They hold where the exponential inside is a normal number; below 1.2e-38
 * it is rounded to the subnormal grid, and then to 0.
 */
public final class VectorMath {
    private static final float LOG2_E = 1.44269504f;

    /** ln 2 in two parts; the first has so few bits that its product with the exponent is exact. */
    private static final float LN2_HIGH = 0.693359375f;

    private static final float LN2_LOW = -2.12194440e-4f;

    /** Added to a small float, it rounds it to the nearest integer, which then stands in the low bits. */
    private static final float ROUNDER = 0x1.8p23f;

    private static final int ROUNDER_BITS = 0x4B400000;
    private static final int ONE_BITS = 0x3F800000;
    private static final int MANTISSA_BITS = 23;

    /** Above this, e^x is no float. */
    private static final float EXP_MAX = 88.72284f;

    /** Below this, e^x rounds to 0. */
    private static final float EXP_MIN = -103.97208f;

    /** 2·√(2/π). */
    private static final float TANH_SLOPE = 1.5957691f;

    /** 2·√(2/π)·0.044715. */
    private static final float TANH_CUBE = 0.071354816f;

    /** Centre of the variable in which the normal tail is a polynomial. */
    private static final float TAIL_CENTRE = 4f;

    /** Beyond this the normal tail times x is less than any float. */
    private static final float TAIL_END = 15f;

    private VectorMath() {}

    /**
     * e^x. Infinity where the result is too large, subnormal numbers and then 0 where it is too small, NaN for NaN.
     *
     * <p>With n the integer nearest to x/ln 2 and r = x − n·ln 2, it is 2^n·(1 + r + r²·p(r)), p of degree 4 with the
     * least largest relative error over |r| ≤ ln 2 / 2. The power of two is applied in two factors, so that neither
     * overflows and a subnormal result is rounded once.
     */
    public static FloatVector exp(FloatVector x) {
        FloatVector shifted = x.fma(broadcast(LOG2_E), broadcast(ROUNDER));
        FloatVector n = shifted.sub(ROUNDER);
        FloatVector r = n.fma(broadcast(-LN2_HIGH), x);
        r = n.fma(broadcast(-LN2_LOW), r);
        FloatVector p = broadcast(0.001381455920636654f);
        p = horner(p, r, 0.008368735201656818f);
        p = horner(p, r, 0.04166838899254799f);
        p = horner(p, r, 0.1666652113199234f);
        p = horner(p, r, 0.4999999403953552f);
        p = p.fma(r.mul(r), r).add(1f);

        IntVector exponent = shifted.reinterpretAsInts().sub(ROUNDER_BITS);
        IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
        FloatVector y = p.mul(powerOfTwo(half)).mul(powerOfTwo(exponent.sub(half)));
        y = y.blend(Float.POSITIVE_INFINITY, x.compare(GT, EXP_MAX));
        return y.blend(0f, x.compare(LT, EXP_MIN));
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
        FloatVector slope = x.mul(x).fma(broadcast(TANH_CUBE), broadcast(TANH_SLOPE));
        return timesSigmoid(x, x.mul(slope));
    }

    /**
     * GELU in its exact form, x·Φ(x), Φ the normal distribution function. NaN for −∞ as in PyTorch.
     *
     * <p>The tail Φ(−z), z = |x|, is e^(−z²/2)·P(m)/(z + 4), with m = (z − 4)/(z + 4) and P of degree 9 with the least
     * largest relative error (9e-9) over 0 ≤ z ≤ 14.6. The rounding error of z² is put back as a factor. Φ(x) is the
     * tail for x &lt; 0, and 1 minus the tail otherwise.
     */
    public static FloatVector geluErf(FloatVector x) {
        FloatVector z = x.abs();
        z = z.blend(TAIL_END, z.compare(GT, TAIL_END));
        FloatVector t = broadcast(1f).div(z.add(TAIL_CENTRE));
        FloatVector m = z.sub(TAIL_CENTRE).mul(t);
        FloatVector p = broadcast(-0.00013243345892988145f);
        p = horner(p, m, 0.00017837130872067064f);
        p = horner(p, m, 0.0015695895999670029f);
        p = horner(p, m, -0.0035120779648423195f);
        p = horner(p, m, -0.007525003515183926f);
        p = horner(p, m, 0.06040376424789429f);
        p = horner(p, m, -0.18652348220348358f);
        p = horner(p, m, 0.38713690638542175f);
        p = horner(p, m, -0.6078965663909912f);
        p = horner(p, m, 0.7552851438522339f);

        FloatVector square = z.mul(z);
        FloatVector lost = z.fma(z, square.neg());
        FloatVector correction = lost.fma(broadcast(-0.5f), broadcast(1f));
        FloatVector tail = exp(square.mul(-0.5f)).mul(p.mul(t).mul(correction));
        VectorMask<Float> negative = x.compare(LT, 0f);
        return x.mul(broadcast(1f).sub(tail).blend(tail, negative));
    }

    /** x·sigmoid(a), for x of a's sign; the exponential is that of −|a|, so that it never overflows. */
    private static FloatVector timesSigmoid(FloatVector x, FloatVector a) {
        FloatVector e = exp(a.abs().neg());
        return x.blend(x.mul(e), x.compare(LT, 0f)).div(e.add(1f));
    }

    private static FloatVector broadcast(float value) {
        return FloatVector.broadcast(Lanes.FLOAT, value);
    }

    /** p·x + c, a step of Horner's scheme. */
    private static FloatVector horner(FloatVector p, FloatVector x, float c) {
        return p.fma(x, broadcast(c));
    }

    /** 2^n, for −127 &lt; n &lt; 128. */
    private static FloatVector powerOfTwo(IntVector n) {
        return n.lanewise(VectorOperators.LSHL, MANTISSA_BITS).add(ONE_BITS).reinterpretAsFloats();
    }
}
