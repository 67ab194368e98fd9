package dev.sedd.kernels.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.sedd.kernels.Activation;
import dev.sedd.kernels.reference.GeluReference;
import dev.sedd.kernels.reference.SiluReference;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The error bounds that {@link VectorMath} and {@link Activations} state, over floats of every exponent and both signs. */
class VectorMathTest {
    /** A prime distance between the bits of the floats that are tried: some 430 thousand of them. */
    private static final int STRIDE = 9973;

    /** Where the exponential inside is too small, results are 0. */
    private static final double LEAST_EXPONENT = -86.99;

    @Test
    void exp() {
        DoubleUnaryOperator bound = x -> x < LEAST_EXPONENT ? Double.NaN : 1.0e-7;
        sweep(VectorMathTest::exp, StrictMath::exp, bound, 1.7e-38);
        assertThat(at(VectorMathTest::exp, 0f)).isEqualTo(1f);
        assertThat(at(VectorMathTest::exp, Float.NEGATIVE_INFINITY)).isZero();
        assertThat(at(VectorMathTest::exp, 88.72283f)).isFinite();
        assertThat(at(VectorMathTest::exp, 88.72284f)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(at(VectorMathTest::exp, Float.POSITIVE_INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
    }

    @Test
    void notANumberHasAnyBits() {
        for (int bits : new int[] {0x7FC00000, 0x7F800001, 0x7FC00001, 0x7FFFFFFF, 0xFFC00000, 0xFFFFFFFF}) {
            float x = Float.intBitsToFloat(bits);
            assertThat(at(VectorMathTest::exp, x)).isNaN();
            assertThat(at(VectorMathTest::silu, x)).isNaN();
            assertThat(at(VectorMathTest::geluErf, x)).isNaN();
            assertThat(at(VectorMathTest::geluTanh, x)).isNaN();
        }
    }

    @Test
    void silu() {
        sweep(VectorMathTest::silu, SiluReference::silu, x -> x < LEAST_EXPONENT ? Double.NaN : 2.5e-7, 1.5e-36);
    }

    @Test
    void geluErf() {
        DoubleUnaryOperator bound = x -> x * x / 2 > -LEAST_EXPONENT && x < 0 ? Double.NaN : 5.1e-7 + 5e-8 * x * x;
        sweep(VectorMathTest::geluErf, GeluReference::geluErf, bound, 1e-37);
        float worst = 0.008093114f; // of all floats from 1e-4 to 0.06
        assertThat((double) at(VectorMathTest::geluErf, worst))
                .isCloseTo(GeluReference.geluErf(worst), withinPercentage(5.1e-5));
    }

    @Test
    void geluTanh() {
        DoubleUnaryOperator twice = x -> 2 * Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
        DoubleUnaryOperator bound = x -> {
            double u = twice.applyAsDouble(x);
            return u < LEAST_EXPONENT + 0.01 ? Double.NaN : 1.7e-7 * (4 + Math.abs(u));
        };
        sweep(VectorMathTest::geluTanh, GeluReference::geluTanh, bound, 2e-37);
    }

    /** Compares relative errors with the bound where it is a number, and absolute ones with the residue elsewhere. */
    private static void sweep(
            Consumer<float[]> fast, DoubleUnaryOperator exact, DoubleUnaryOperator bound, double residue) {
        float[] x = new float[100];
        int filled = 0;
        for (long bits = Integer.MIN_VALUE; bits <= Integer.MAX_VALUE; bits += STRIDE) {
            float value = Float.intBitsToFloat((int) bits);
            if (!Float.isFinite(value)) {
                continue;
            }
            x[filled++] = value;
            if (filled == x.length) {
                float[] y = x.clone();
                fast.accept(y);
                for (int i = 0; i < filled; i++) {
                    check(x[i], y[i], exact.applyAsDouble(x[i]), bound.applyAsDouble(x[i]), residue);
                }
                filled = 0;
            }
        }
    }

    private static void check(float x, float actual, double exact, double bound, double residue) {
        if (Math.abs(exact) > Float.MAX_VALUE) {
            assertThat(actual).as("at %s", x).isEqualTo((float) exact);
            return;
        }
        double error = Math.abs(actual - exact);
        double allowed = Double.isNaN(bound) ? residue : bound * Math.abs(exact) + Float.MIN_VALUE;
        if (!(error <= allowed)) {
            assertThat(error).as("at %s: %s, exactly %s", x, actual, exact).isLessThanOrEqualTo(allowed);
        }
    }

    private static float at(Consumer<float[]> fast, float x) {
        float[] y = {x};
        fast.accept(y);
        return y[0];
    }

    private static void exp(float[] x) {
        VectorMath.exp(x.length, x, 0);
    }

    private static void geluErf(float[] x) {
        Activations.apply(Activation.GELU_ERF, x.length, x, 0, x, 0);
    }

    private static void geluTanh(float[] x) {
        Activations.apply(Activation.GELU_TANH, x.length, x, 0, x, 0);
    }

    private static void silu(float[] x) {
        Activations.apply(Activation.SILU, x.length, x, 0, x, 0);
    }
}
