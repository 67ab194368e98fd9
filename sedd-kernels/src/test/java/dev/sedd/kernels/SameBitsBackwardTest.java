package dev.sedd.kernels;

import static dev.sedd.kernels.SameBitsTest.assertBits;
import static dev.sedd.kernels.SameBitsTest.input;

import org.junit.jupiter.api.Test;

/**
 * The backward kernels give the same bits at every vector width and on every processor: the digests are those of one run.
 * They change only when the arithmetic of a kernel is deliberately changed.
 */
class SameBitsBackwardTest {
    private static final int ROWS = 5;
    private static final int N = 203;

    private final float[] x = input(1, ROWS * N, 6f);
    private final float[] dy = input(2, ROWS * N, 1f);
    private final float[] gain = input(3, N, 2f);
    private final float[] shift = input(4, N, 2f);
    private final float[] y = new float[ROWS * N];
    private final float[] dx = input(5, ROWS * N, 1f);
    private final float[] sum = input(6, N, 1f);

    @Test
    void geluErf() {
        Gelu.erfBackward(ROWS * N, x, 0, dy, 0, y, 0, dx, 0);
        assertBits(dx, 0x58e2cea2L);
    }

    @Test
    void geluTanh() {
        Gelu.tanhBackward(ROWS * N, x, 0, dy, 0, y, 0, dx, 0);
        assertBits(dx, 0x5f635e1cL);
    }

    @Test
    void silu() {
        Silu.backward(ROWS * N, x, 0, dy, 0, dx, 0);
        assertBits(dx, 0x7d3d5ebfL);
    }

    @Test
    void softmax() {
        Softmax.softmax(ROWS, N, x, 0, N, y, 0, N);
        Softmax.backward(ROWS, N, y, 0, N, dy, 0, N, dx, 0, N);
        assertBits(dx, 0xa2e71472L);
    }

    @Test
    void layerNorm() {
        LayerNorm.backward(ROWS, N, 1e-5f, x, 0, N, gain, 0, dy, 0, N, sum, 0, dx, 0, N, y, 0, N);
        assertBits(dx, 0xacb0519fL);
        assertBits(sum, 0x186ddc1fL);
    }

    @Test
    void modulatedLayerNorm() {
        LayerNorm.modulateBackward(
                ROWS, N, 1e-5f, x, 0, N, gain, 0, shift, 0, shift, 0, dy, 0, N, sum, 0, dx, 0, N, y, 0, N);
        assertBits(dx, 0xfdbdb832L);
        assertBits(sum, 0x186ddc1fL);
    }

    @Test
    void gate() {
        GatedSum.apply(ROWS, N, gain, 0, dy, 0, N, x, 0, N, y, 0, N);
        assertBits(y, 0xe9160270L);
        GatedSum.backward(ROWS, N, gain, 0, x, 0, N, dy, 0, N, sum, 0, dx, 0, N);
        assertBits(dx, 0xc2df12eeL);
        assertBits(sum, 0xe34d3042L);
    }

    @Test
    void bias() {
        Bias.backward(ROWS, N, dy, 0, N, sum, 0);
        assertBits(sum, 0x91cb588cL);
    }

    @Test
    void rotary() {
        new Rotary(50, 50).applyInverse(ROWS, 43, 4, x, 0, N);
        assertBits(x, 0xbf8c23e1L);
    }

    @Test
    void attention() {
        float[] qkv = input(7, 100 * 60, 2f);
        float[] dOut = input(8, 100 * 20, 1f);
        float[] g = new float[100 * 60];
        Attention.backward(
                1,
                100,
                2,
                10,
                qkv,
                0,
                60,
                qkv,
                20,
                60,
                qkv,
                40,
                60,
                dOut,
                0,
                20,
                g,
                0,
                60,
                g,
                20,
                60,
                g,
                40,
                60,
                Workers.shared());
        assertBits(g, 0xc3b5d140L);
    }
}
