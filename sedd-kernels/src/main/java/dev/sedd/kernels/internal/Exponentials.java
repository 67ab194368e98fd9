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
    private static final long HALF_BITS = Double.doubleToRawLongBits(0.5);

    /** Added to a small double, it rounds it to the nearest integer, which then stands in the low twelve bits. */
    private static final double ROUNDER = 0x1.8p52;

    private static final double LOG2_E = 1.4426950408889634;

    /** −ln 2 in two parts; the first has so few bits that its product with the exponent is exact. */
    private static final double MINUS_LN2_HIGH = -0x1.62e42feep-1;

    private static final double MINUS_LN2_LOW = -1.90821492927058770002e-10;
    private static final double MAX = 709.782712893384;
    private static final double MIN = -708;

    /** 2/k!, twice the terms of the series, since the power of two is taken one lower, which keeps it finite. */
    private static final double T0 = 2;

    private static final double T2 = 2.0 / 2;
    private static final double T3 = 2.0 / 6;
    private static final double T4 = 2.0 / 24;
    private static final double T5 = 2.0 / 120;
    private static final double T6 = 2.0 / 720;
    private static final double T7 = 2.0 / 5040;
    private static final double T8 = 2.0 / 40320;
    private static final double T9 = 2.0 / 362880;
    private static final double T10 = 2.0 / 3628800;
    private static final double T11 = 2.0 / 39916800;
    private static final double T12 = 2.0 / 479001600;
    private static final double T13 = 2.0 / 6227020800.0;

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
        DoubleVector a = DoubleVector.broadcast(DOUBLE, slope);
        DoubleVector b = DoubleVector.broadcast(DOUBLE, level);
        DoubleVector log2e = DoubleVector.broadcast(DOUBLE, LOG2_E);
        DoubleVector rounder = DoubleVector.broadcast(DOUBLE, ROUNDER);
        DoubleVector high = DoubleVector.broadcast(DOUBLE, MINUS_LN2_HIGH);
        DoubleVector low = DoubleVector.broadcast(DOUBLE, MINUS_LN2_LOW);
        DoubleVector t0 = DoubleVector.broadcast(DOUBLE, T0);
        DoubleVector t2 = DoubleVector.broadcast(DOUBLE, T2);
        DoubleVector t3 = DoubleVector.broadcast(DOUBLE, T3);
        DoubleVector t4 = DoubleVector.broadcast(DOUBLE, T4);
        DoubleVector t5 = DoubleVector.broadcast(DOUBLE, T5);
        DoubleVector t6 = DoubleVector.broadcast(DOUBLE, T6);
        DoubleVector t7 = DoubleVector.broadcast(DOUBLE, T7);
        DoubleVector t8 = DoubleVector.broadcast(DOUBLE, T8);
        DoubleVector t9 = DoubleVector.broadcast(DOUBLE, T9);
        DoubleVector t10 = DoubleVector.broadcast(DOUBLE, T10);
        DoubleVector t11 = DoubleVector.broadcast(DOUBLE, T11);
        DoubleVector t12 = DoubleVector.broadcast(DOUBLE, T12);
        DoubleVector t13 = DoubleVector.broadcast(DOUBLE, T13);
        for (int j = 0; j < n; j += LENGTH) {
            FloatVector narrow = FloatVector.fromArray(HALF, in, off + j);
            DoubleVector x = (DoubleVector) narrow.convertShape(VectorOperators.F2D, DOUBLE, 0);
            DoubleVector shifted = x.fma(log2e, rounder);
            DoubleVector k = shifted.sub(rounder);
            DoubleVector r = k.fma(low, k.fma(high, x));
            DoubleVector p = t13.fma(r, t12).fma(r, t11).fma(r, t10).fma(r, t9).fma(r, t8);
            p = p.fma(r, t7).fma(r, t6).fma(r, t5).fma(r, t4).fma(r, t3);
            p = p.fma(r, t2).fma(r, t0).fma(r, t0);
            LongVector power = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, MANTISSA_BITS);
            DoubleVector y = p.mul(power.add(HALF_BITS).reinterpretAsDoubles());
            y.blend(Double.POSITIVE_INFINITY, x.compare(VectorOperators.GT, MAX))
                    .blend(0d, x.compare(VectorOperators.LT, MIN))
                    .fma(a, b)
                    .intoArray(out, outOff + j);
        }
    }
}
