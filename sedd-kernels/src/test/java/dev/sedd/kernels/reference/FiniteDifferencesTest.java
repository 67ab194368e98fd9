package dev.sedd.kernels.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The gradients of all twins against central differences of their values, in double. */
class FiniteDifferencesTest {
    private static final double STEP = 1e-5;
    private static final double TOLERANCE = 1e-8;
    private static final int ROWS = 3;
    private static final int N = 6;

    private final Random random = new Random(4);

    @Test
    void activations() {
        slope("GELU by erf", GeluReference::geluErf, GeluReference::geluErfSlope);
        slope("GELU by tanh", GeluReference::geluTanh, GeluReference::geluTanhSlope);
        slope("SiLU", SiluReference::silu, SiluReference::siluSlope);
    }

    @Test
    void layerNorm() {
        double[] x = normal(ROWS * N);
        double[] gain = normal(N);
        double[] shift = normal(N);
        double[] scale = normal(N);
        double[] dy = normal(ROWS * N);
        LayerNormGradient norm = new LayerNormGradient(ROWS, N, 1e-2, x);
        gradient(
                "x",
                x,
                dy,
                v -> new LayerNormGradient(ROWS, N, 1e-2, v).value(gain, shift, scale),
                norm.dx(gain, scale, dy));
        double[] sum = norm.normalSum(dy);
        double[] dgain = new double[N];
        double[] dscale = new double[N];
        for (int j = 0; j < N; j++) {
            dgain[j] = (1 + scale[j]) * sum[j];
            dscale[j] = gain[j] * sum[j];
        }
        gradient("gain", gain, dy, v -> norm.value(v, shift, scale), dgain);
        gradient("scale", scale, dy, v -> norm.value(gain, shift, v), dscale);
        double[] dshift = RowGradients.columnSums(ROWS, N, dy, ones(ROWS * N));
        gradient("shift", shift, dy, v -> norm.value(gain, v, scale), dshift);
    }

    @Test
    void softmax() {
        double[] x = normal(ROWS * N);
        double[] dy = normal(ROWS * N);
        double[] y = RowGradients.softmax(ROWS, N, x);
        gradient("x", x, dy, v -> RowGradients.softmax(ROWS, N, v), RowGradients.softmaxBackward(ROWS, N, y, dy));
    }

    @Test
    void attention() {
        int length = 5;
        int h = 4;
        double[] q = normal(length * h);
        double[] k = normal(length * h);
        double[] v = normal(length * h);
        double[] dy = normal(length * h);
        AttentionGradient attention = new AttentionGradient(length, h, q, k);
        gradient("q", q, dy, x -> new AttentionGradient(length, h, x, k).value(v), attention.dq(k, v, dy));
        gradient("k", k, dy, x -> new AttentionGradient(length, h, q, x).value(v), attention.dk(q, v, dy));
        gradient("v", v, dy, attention::value, attention.dv(dy));
    }

    @Test
    void gatedSum() {
        double[] gate = normal(N);
        double[] u = normal(ROWS * N);
        double[] x = normal(ROWS * N);
        double[] dy = normal(ROWS * N);
        gradient(
                "u",
                u,
                dy,
                v -> RowGradients.gatedSum(ROWS, N, gate, v, x),
                RowGradients.gatedSumBackward(ROWS, N, gate, dy));
        gradient(
                "gate",
                gate,
                dy,
                v -> RowGradients.gatedSum(ROWS, N, v, u, x),
                RowGradients.columnSums(ROWS, N, dy, u));
        gradient("x", x, dy, v -> RowGradients.gatedSum(ROWS, N, gate, u, v), dy);
    }

    @Test
    void embedding() {
        int[] tokens = {2, 0, 2, 2};
        double[] table = normal(4 * N);
        double[] dy = normal(tokens.length * N);
        gradient(
                "table",
                table,
                dy,
                v -> RowGradients.lookUp(N, tokens, v),
                RowGradients.lookUpBackward(N, tokens, dy, 4));
    }

    @Test
    void rotary() {
        double[] x = normal(ROWS * N);
        double[] dy = normal(ROWS * N);
        gradient("x", x, dy, v -> RowGradients.rotary(ROWS, 7, N, 1, v), RowGradients.rotary(ROWS, 7, N, -1, dy));
    }

    private static void slope(String what, DoubleUnaryOperator f, DoubleUnaryOperator slope) {
        for (double x = -9; x <= 9; x += 0.37) {
            double difference = (f.applyAsDouble(x + STEP) - f.applyAsDouble(x - STEP)) / (2 * STEP);
            assertThat(slope.applyAsDouble(x)).as("%s at %s", what, x).isCloseTo(difference, within(TOLERANCE));
        }
    }

    /** The gradient of Σ dy·f(x) with respect to x. */
    private static void gradient(
            String what, double[] x, double[] dy, Function<double[], double[]> f, double[] gradient) {
        assertThat(gradient).hasSameSizeAs(x);
        for (int i = 0; i < x.length; i++) {
            double[] up = x.clone();
            double[] down = x.clone();
            up[i] += STEP;
            down[i] -= STEP;
            double difference = (along(dy, f.apply(up)) - along(dy, f.apply(down))) / (2 * STEP);
            assertThat(gradient[i]).as("d%s[%d]", what, i).isCloseTo(difference, within(TOLERANCE));
        }
    }

    private static double along(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private double[] normal(int size) {
        return random.doubles(size).map(u -> 3 * u - 1.5).toArray();
    }

    private static double[] ones(int size) {
        double[] a = new double[size];
        java.util.Arrays.fill(a, 1);
        return a;
    }
}
