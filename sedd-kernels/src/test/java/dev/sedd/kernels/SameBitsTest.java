package dev.sedd.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/**
 * Every kernel gives the same bits at every vector width and on every machine. The module's tests run at several widths,
 * and all of them must find the checksums that stand here. One changes only where a kernel's arithmetic is meant to.
 */
class SameBitsTest {
    private static final int ROWS = 7;
    private static final int N = 203;
    private final float[] x = input(1, ROWS * N, 6f);
    private final float[] gain = input(2, N, 1f);
    private final float[] shift = input(3, N, 1f);
    private final float[] scale = input(4, N, 1f);
    private final float[] y = new float[ROWS * N];

    @Test
    void softmax() {
        Softmax.softmax(ROWS, N, x, 0, N, y, 0, N);
        assertBits(y, 0xb05e0e25L);
    }

    @Test
    void logSoftmax() {
        Softmax.logSoftmax(ROWS, N, x, 0, N, y, 0, N);
        assertBits(y, 0x660cccb7L);
    }

    @Test
    void geluErf() {
        Gelu.erf(ROWS * N, x, 0, y, 0);
        assertBits(y, 0x7f24278bL);
    }

    @Test
    void geluTanh() {
        Gelu.tanh(ROWS * N, x, 0, y, 0);
        assertBits(y, 0x7ed9b593L);
    }

    @Test
    void silu() {
        Silu.apply(ROWS * N, x, 0, y, 0);
        assertBits(y, 0x9ab9844bL);
    }

    @Test
    void layerNorm() {
        LayerNorm.apply(ROWS, N, 1e-5f, x, 0, N, gain, 0, y, 0, N);
        assertBits(y, 0xd2fb5e19L);
    }

    @Test
    void modulatedLayerNorm() {
        LayerNorm.modulate(ROWS, N, 1e-5f, x, 0, N, gain, 0, shift, 0, scale, 0, y, 0, N);
        assertBits(y, 0x144fa732L);
    }

    @Test
    void rotary() {
        new Rotary(50, 50).apply(ROWS, 43, 4, x, 0, N);
        assertBits(x, 0x8606077cL);
    }

    @Test
    void embedding() {
        Embedding.lookUpWithPositions(2, N, new int[] {3, 1}, 0, x, 0, N, ROWS, 1, x, 0, N, y, 0, N);
        assertBits(y, 0x7ad7cfc7L);
    }

    @Test
    void matrixProduct() {
        float[] a = input(5, 50 * 700, 1f);
        float[] b = input(6, 700 * 45, 1f);
        float[] c = input(7, 50 * 45, 1f);
        for (Gemm gemm : new Gemm[] {Gemm.VECTOR, Gemm.PARALLEL}) {
            float[] out = c.clone();
            gemm.multiply(Transpose.NO, Transpose.YES, 50, 45, 700, 1.5f, a, 0, 700, b, 0, 700, 0.5f, out, 0, 45);
            assertBits(out, 0x9a6310e4L);
        }
    }

    @Test
    void linearLayer() {
        float[] weight = input(8, 45 * N, 1f);
        float[] gate = input(9, 45, 1f);
        float[] stream = input(10, ROWS * 45, 1f);
        PackedMatrix packed = PackedMatrix.pack(Transpose.YES, N, 45, weight, 0, N);
        Epilogue epilogue = Epilogue.bias(gate)
                .then(Activation.GELU_ERF)
                .gated(new Epilogue.Gate(gate, 0, 45, ROWS, stream, 0, 45));
        Linear.apply(ROWS, x, 0, N, packed, epilogue, stream, 0, 45, Workers.shared());
        assertBits(stream, 0x63d038e3L);
    }

    @Test
    void attention() {
        float[] qkv = input(11, 100 * 60, 2f);
        float[] out = new float[100 * 20];
        Attention.apply(1, 100, 2, 10, qkv, 0, 60, qkv, 20, 60, qkv, 40, 60, out, 0, 20, Workers.shared());
        assertBits(out, 0x0f025cc2L);
    }

    @Test
    void categorical() {
        double[] weights = new double[x.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 0.1 * x[i];
        }
        for (int i = 0; i < y.length; i++) {
            y[i] = Categorical.draw(weights.length, weights, 0, (i + 0.5) / y.length);
        }
        assertBits(y, 0xabe75ba1L);
    }

    @Test
    void exponentialDraw() {
        ExponentialDraw draw = new ExponentialDraw(x.length);
        double sum = draw.read(x.length, x, 0, -1);
        draw.read(x.length, x, 0, 5);
        y[0] = (float) sum;
        y[1] = Float.intBitsToFloat((int) Double.doubleToLongBits(sum) >>> 2);
        for (int i = 2; i < y.length; i++) {
            y[i] = draw.draw(x.length, 0.75, -2, 1e3, (i + 0.5) / y.length);
        }
        assertBits(y, 0x23c70b1fL);
    }

    @Test
    void adamStep() {
        float[] moment = input(12, N, 1f);
        float[] square = input(13, N, 1f);
        for (int i = 0; i < N; i++) {
            square[i] *= square[i];
        }
        AdamStep.of(3, 1e-2, 0.9, 0.99, 1e-8, 0.1, 0.3).apply(N, x, 5, gain, 0, moment, 0, square, 0);
        System.arraycopy(moment, 0, x, N + 5, N);
        System.arraycopy(square, 0, x, 2 * N + 5, N);
        assertBits(x, 0x43c476d9L);
    }

    @Test
    void movingAverage() {
        MovingAverage.apply(N, 0.3f, gain, 0, x, 5);
        assertBits(x, 0xa076b7cbL);
    }

    /** Numbers in (−range, range) that are the same everywhere: a multiplicative generator, its middle bits scaled. */
    static float[] input(int seed, int size, float range) {
        float[] a = new float[size];
        long state = seed;
        for (int i = 0; i < size; i++) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            a[i] = ((int) (state >> 40)) * 0x1p-23f * range;
        }
        return a;
    }

    /** The CRC-32 of the array's bits, NaN counted as one value, is the expected one. */
    static void assertBits(float[] a, long expected) {
        CRC32 crc = new CRC32();
        for (float v : a) {
            int bits = Float.floatToIntBits(v);
            for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
                crc.update(bits >>> shift & 0xFF);
            }
        }
        assertThat(Long.toHexString(crc.getValue())).isEqualTo(Long.toHexString(expected));
    }
}
