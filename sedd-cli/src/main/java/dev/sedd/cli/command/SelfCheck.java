package dev.sedd.cli.command;

import dev.sedd.kernels.Attention;
import dev.sedd.kernels.Epilogue;
import dev.sedd.kernels.Gelu;
import dev.sedd.kernels.Gemm;
import dev.sedd.kernels.LayerNorm;
import dev.sedd.kernels.Linear;
import dev.sedd.kernels.PackedMatrix;
import dev.sedd.kernels.Rotary;
import dev.sedd.kernels.Silu;
import dev.sedd.kernels.Softmax;
import dev.sedd.kernels.Transpose;
import dev.sedd.kernels.Workers;
import dev.sedd.kernels.reference.AttentionReference;
import dev.sedd.kernels.reference.GeluReference;
import dev.sedd.kernels.reference.GemmReference;
import dev.sedd.kernels.reference.LayerNormReference;
import dev.sedd.kernels.reference.RotaryReference;
import dev.sedd.kernels.reference.SiluReference;
import dev.sedd.kernels.reference.SoftmaxReference;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The kernels of the forward pass against their plain reference twins, on small random matrices whose sizes are a
 * multiple of no vector. Tolerances: products by element, (k + 3)·2⁻²⁴ of |A| |B|; attention 1e-5 of the largest entry
 * of V; all others 1e-6 of the largest entry of a row.
 */
final class SelfCheck {
    private static final double ROW_TOLERANCE = 1e-6;
    private static final double ATTENTION_TOLERANCE = 1e-5;
    private static final double ROUNDING = 0x1p-24;
    private static final float EPS = 1e-5f;

    private static final int ROWS = 131;
    private static final int COLUMNS = 77;
    private static final int INNER = 101;

    private static final int LENGTH = 67;
    private static final int HEADS = 3;
    private static final int HEAD_SIZE = 20;

    private final SplittableRandom random = new SplittableRandom(1);
    private final Workers workers;

    private SelfCheck(Workers workers) {
        this.workers = workers;
    }

    /** Checks all of them, the same data at every call. */
    static List<KernelCheck> run(Workers workers) {
        SelfCheck check = new SelfCheck(workers);
        return List.of(
                check.product(Gemm.VECTOR),
                check.product(Gemm.PARALLEL),
                check.linear(),
                check.attention(),
                check.rows("softmax", Softmax::softmax, SoftmaxReference::softmax),
                check.rows("log-softmax", Softmax::logSoftmax, SoftmaxReference::logSoftmax),
                check.layerNorm(),
                check.modulation(),
                check.elements("gelu (erf)", Gelu::erf, GeluReference::erf),
                check.elements("gelu (tanh)", Gelu::tanh, GeluReference::tanh),
                check.elements("silu", Silu::apply, SiluReference::apply),
                check.rotary());
    }

    @FunctionalInterface
    private interface Rows {
        void apply(int rows, int n, float[] x, int xOff, int ldx, float[] y, int yOff, int ldy);
    }

    @FunctionalInterface
    private interface Elements {
        void apply(int n, float[] x, int xOff, float[] y, int yOff);
    }

    private KernelCheck product(Gemm gemm) {
        float[] a = random(ROWS * INNER);
        float[] b = random(COLUMNS * INNER);
        float[] y = new float[ROWS * COLUMNS];
        gemm.multiply(
                Transpose.NO,
                Transpose.YES,
                ROWS,
                COLUMNS,
                INNER,
                1,
                a,
                0,
                INNER,
                b,
                0,
                INNER,
                0,
                y,
                0,
                COLUMNS,
                workers);
        return compareProduct("gemm " + gemm, a, b, y);
    }

    private KernelCheck linear() {
        float[] x = random(ROWS * INNER);
        float[] weight = random(COLUMNS * INNER);
        float[] y = new float[ROWS * COLUMNS];
        PackedMatrix packed = PackedMatrix.pack(Transpose.YES, INNER, COLUMNS, weight, 0, INNER);
        Linear.apply(ROWS, x, 0, INNER, packed, Epilogue.NONE, y, 0, COLUMNS, workers);
        return compareProduct("linear", x, weight, y);
    }

    private static KernelCheck compareProduct(String kernel, float[] a, float[] b, float[] actual) {
        float[] magnitude = product(magnitudes(a), magnitudes(b));
        return KernelCheck.of(kernel, (INNER + 3) * ROUNDING, actual, product(a, b), magnitude);
    }

    /** A · Bᵀ by the reference. */
    private static float[] product(float[] a, float[] b) {
        float[] c = new float[ROWS * COLUMNS];
        GemmReference.multiply(
                Transpose.NO, Transpose.YES, ROWS, COLUMNS, INNER, 1, a, 0, INNER, b, 0, INNER, 0, c, 0, COLUMNS);
        return c;
    }

    private KernelCheck attention() {
        int d = HEADS * HEAD_SIZE;
        float[] q = random(LENGTH * d);
        float[] k = random(LENGTH * d);
        float[] v = random(LENGTH * d);
        float[] y = new float[LENGTH * d];
        float[] expected = new float[LENGTH * d];
        Attention.apply(1, LENGTH, HEADS, HEAD_SIZE, q, 0, d, k, 0, d, v, 0, d, y, 0, d, workers);
        AttentionReference.apply(1, LENGTH, HEADS, HEAD_SIZE, q, 0, d, k, 0, d, v, 0, d, expected, 0, d);
        return KernelCheck.of("attention", ATTENTION_TOLERANCE, y, expected, largest(v, v.length));
    }

    private KernelCheck rows(String kernel, Rows fast, Rows reference) {
        float[] x = random(ROWS * COLUMNS);
        float[] y = new float[x.length];
        float[] expected = new float[x.length];
        fast.apply(ROWS, COLUMNS, x, 0, COLUMNS, y, 0, COLUMNS);
        reference.apply(ROWS, COLUMNS, x, 0, COLUMNS, expected, 0, COLUMNS);
        return compareRows(kernel, y, expected);
    }

    private KernelCheck layerNorm() {
        float[] gain = random(COLUMNS);
        return rows(
                "layer norm",
                (rows, n, x, xOff, ldx, y, yOff, ldy) ->
                        LayerNorm.apply(rows, n, EPS, x, xOff, ldx, gain, 0, y, yOff, ldy),
                (rows, n, x, xOff, ldx, y, yOff, ldy) ->
                        LayerNormReference.apply(rows, n, EPS, x, xOff, ldx, gain, 0, y, yOff, ldy));
    }

    private KernelCheck modulation() {
        float[] gain = random(COLUMNS);
        float[] shift = random(COLUMNS);
        float[] scale = random(COLUMNS);
        return rows(
                "modulation",
                (rows, n, x, xOff, ldx, y, yOff, ldy) ->
                        LayerNorm.modulate(rows, n, EPS, x, xOff, ldx, gain, 0, shift, 0, scale, 0, y, yOff, ldy),
                (rows, n, x, xOff, ldx, y, yOff, ldy) -> LayerNormReference.modulate(
                        rows, n, EPS, x, xOff, ldx, gain, 0, shift, 0, scale, 0, y, yOff, ldy));
    }

    private KernelCheck elements(String kernel, Elements fast, Elements reference) {
        return rows(
                kernel,
                (rows, n, x, xOff, ldx, y, yOff, ldy) -> fast.apply(rows * n, x, xOff, y, yOff),
                (rows, n, x, xOff, ldx, y, yOff, ldy) -> reference.apply(rows * n, x, xOff, y, yOff));
    }

    private KernelCheck rotary() {
        int d = HEADS * HEAD_SIZE;
        float[] x = random(LENGTH * d);
        float[] expected = x.clone();
        new Rotary(LENGTH, HEAD_SIZE).apply(LENGTH, 0, HEADS, x, 0, d);
        RotaryReference.apply(LENGTH, 0, HEADS, HEAD_SIZE, expected, 0, d);
        return KernelCheck.of("rotary", ROW_TOLERANCE, x, expected, largest(expected, d));
    }

    private static KernelCheck compareRows(String kernel, float[] actual, float[] expected) {
        return KernelCheck.of(kernel, ROW_TOLERANCE, actual, expected, largest(expected, COLUMNS));
    }

    /** For each element, the largest magnitude in its row of {@code n}. */
    private static float[] largest(float[] x, int n) {
        float[] scale = magnitudes(x);
        for (int row = 0; row < x.length; row += n) {
            float most = 0;
            for (int i = row; i < row + n; i++) {
                most = Math.max(most, scale[i]);
            }
            Arrays.fill(scale, row, row + n, most);
        }
        return scale;
    }

    private static float[] magnitudes(float[] x) {
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = Math.abs(x[i]);
        }
        return y;
    }

    private float[] random(int size) {
        float[] x = new float[size];
        for (int i = 0; i < size; i++) {
            x[i] = (float) random.nextGaussian();
        }
        return x;
    }
}
