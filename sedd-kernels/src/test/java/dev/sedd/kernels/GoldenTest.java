package dev.sedd.kernels;

import dev.sedd.kernels.reference.LayerNormReference;
import dev.sedd.kernels.reference.SoftmaxReference;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** The kernels against values that PyTorch computed in double. */
class GoldenTest {
    private static final double TOLERANCE = 1e-6;
    private final GoldenTensors golden = GoldenTensors.read("/golden/kernels.safetensors");

    @Test
    void geluErf() {
        elementwise("gelu_erf", (x, y) -> Gelu.erf(x.length, x, 0, y, 0));
    }

    @Test
    void geluTanh() {
        elementwise("gelu_tanh", (x, y) -> Gelu.tanh(x.length, x, 0, y, 0));
    }

    @Test
    void silu() {
        elementwise("silu", (x, y) -> Silu.apply(x.length, x, 0, y, 0));
    }

    /** Within the tolerance of the largest entry, and, since that is large, of the largest of the small ones too. */
    private void elementwise(String name, BiConsumer<float[], float[]> kernel) {
        float[] x = golden.floats("x");
        float[] y = new float[x.length];
        kernel.accept(x, y);
        float[] expected = golden.floats(name);
        Testing.assertClose(y, expected, x.length, 0, TOLERANCE, name);
        int small = 60; // the entries up to x = 3
        Testing.assertClose(y, expected, small, 0, TOLERANCE, name + " up to 3");
    }

    @Test
    void softmax() {
        rows("softmax", (x, y) -> Softmax.softmax(5, 37, x, 0, 37, y, 0, 37));
    }

    @Test
    void logSoftmax() {
        rows("log_softmax", (x, y) -> Softmax.logSoftmax(5, 37, x, 0, 37, y, 0, 37));
    }

    @Test
    void layerNorm() {
        float[] gain = golden.floats("gain");
        rows("layer_norm", (x, y) -> LayerNorm.apply(5, 37, 1e-5f, x, 0, 37, gain, 0, y, 0, 37));
    }

    /**
     * The golden values of rows 1 and 2 belong to numbers that were rounded to float only when they were stored. They
     * stand near 1e2 and −1e4, where that is much: an error of up to half a unit in the last place of the input, twice
     * since the row's mean or largest entry is off as well.
     */
    private void rows(String name, BiConsumer<float[], float[]> kernel) {
        float[] x = golden.floats("rows");
        float[] y = new float[x.length];
        kernel.accept(x, y);
        float[] expected = golden.floats(name);
        for (int row = 0; row < 5; row++) {
            double stored = row == 1 || row == 2 ? Math.ulp(x[row * 37]) : 0;
            Testing.assertClose(y, expected, 37, row * 37, TOLERANCE + stored, name + ", row " + row);
        }
    }

    /** All rows, from the numbers as they are stored. */
    @Test
    void rowsAgreeWithTheirTwins() {
        float[] x = golden.floats("rows");
        float[] gain = golden.floats("gain");
        float[] y = new float[x.length];
        float[] expected = new float[x.length];
        Softmax.softmax(5, 37, x, 0, 37, y, 0, 37);
        SoftmaxReference.softmax(5, 37, x, 0, 37, expected, 0, 37);
        Testing.assertRowsClose(y, expected, 5, 37, 0, 37, TOLERANCE, "softmax");
        Softmax.logSoftmax(5, 37, x, 0, 37, y, 0, 37);
        SoftmaxReference.logSoftmax(5, 37, x, 0, 37, expected, 0, 37);
        Testing.assertRowsClose(y, expected, 5, 37, 0, 37, TOLERANCE, "log-softmax");
        LayerNorm.apply(5, 37, 1e-5f, x, 0, 37, gain, 0, y, 0, 37);
        LayerNormReference.apply(5, 37, 1e-5f, x, 0, 37, gain, 0, expected, 0, 37);
        Testing.assertRowsClose(y, expected, 5, 37, 0, 37, TOLERANCE, "layer norm");
    }
}
