package dev.sedd.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedd.kernels.reference.GeluReference;
import dev.sedd.kernels.reference.GemmReference;
import dev.sedd.kernels.reference.SiluReference;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The linear layer and each of its epilogues, against the product followed by the reference function. */
class LinearTest {
    private final SplittableRandom random = new SplittableRandom(11);

    @ParameterizedTest
    @EnumSource(Activation.class)
    void appliesBiasAndActivation(Activation activation) {
        for (int[] size : new int[][] {{1, 1, 1}, {13, 33, 7}, {24, 64, 600}, {150, 65, 40}}) {
            int m = size[0];
            int n = size[1];
            int k = size[2];
            float[] x = random(m * k);
            float[] w = random(n * k);
            float[] bias = random(n);
            float[] expected = product(m, n, k, x, w);
            for (int i = 0; i < m * n; i++) {
                expected[i] += bias[i % n];
            }
            activate(activation, expected);
            float[] y = new float[m * n];
            Linear.apply(
                    m, x, 0, k, pack(k, n, w), Epilogue.bias(bias).then(activation), y, 0, n, Workers.sequential());
            assertClose(y, expected, 1e-6f * k);
        }
    }

    @Test
    void addsTheGatedProductToAResidualThatIsTheOutput() {
        int sequences = 3;
        int length = 17;
        int m = sequences * length;
        for (int k : new int[] {5, 1100}) {
            int n = 70;
            float[] x = random(m * k);
            float[] w = random(n * k);
            float[] bias = random(n);
            float[] gates = random(sequences * 6 * n);
            float[] stream = random(m * n);
            float[] expected = product(m, n, k, x, w);
            for (int i = 0; i < m * n; i++) {
                float gate = gates[i / n / length * 6 * n + 2 * n + i % n];
                expected[i] = stream[i] + gate * (expected[i] + bias[i % n]);
            }
            Epilogue.Gate gate = new Epilogue.Gate(gates, 2 * n, 6 * n, length, stream, 0, n);
            try (Workers workers = Workers.of(2)) {
                Linear.apply(m, x, 0, k, pack(k, n, w), Epilogue.bias(bias).gated(gate), stream, 0, n, workers);
            }
            assertClose(stream, expected, 1e-6f * k);
        }
    }

    @ParameterizedTest
    @EnumSource(Transpose.class)
    void aRepackedWeightIsThatOfItsNewValues(Transpose transpose) {
        int k = 500; // more than a block of k, and n no whole panel
        int n = 45;
        float[] old = random(k * n + 3);
        float[] now = random(k * n + 3);
        int ld = transpose == Transpose.YES ? k : n;
        PackedMatrix w = PackedMatrix.pack(transpose, k, n, old, 3, ld);
        w.repack(transpose, now, 3, ld);
        float[] x = random(20 * k);
        float[] y = new float[20 * n];
        float[] expected = new float[20 * n];
        Linear.apply(20, x, 0, k, w, Epilogue.NONE, y, 0, n, Workers.sequential());
        PackedMatrix fresh = PackedMatrix.pack(transpose, k, n, now, 3, ld);
        Linear.apply(20, x, 0, k, fresh, Epilogue.NONE, expected, 0, n, Workers.sequential());
        assertThat(y).isEqualTo(expected);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> w.repack(transpose, now, 4, ld))
                .withMessageContaining("b");
        PackedMatrix halves =
                PackedMatrix.packWeight(k, n, (from, count, into) -> {}, Storage.BFLOAT16, Workers.sequential());
        assertThatThrownBy(() -> halves.repack(transpose, now, 0, ld))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("BFLOAT16");
    }

    @Test
    void numberOfThreadsDoesNotChangeABit() {
        int m = 200;
        int n = 96;
        int k = 640;
        float[] x = random(m * k);
        PackedMatrix w = pack(k, n, random(n * k));
        Epilogue epilogue = Epilogue.bias(random(n)).then(Activation.GELU_ERF);
        float[] expected = new float[m * n];
        Linear.apply(m, x, 0, k, w, epilogue, expected, 0, n, Workers.sequential());
        for (int threads : new int[] {2, 3, 16}) {
            float[] y = new float[m * n];
            try (Workers workers = Workers.of(threads)) {
                Linear.apply(m, x, 0, k, w, epilogue, y, 0, n, workers);
            }
            assertThat(y).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "7, 33", "400, 700", "801, 97"})
    void aWeightPackedByRowsIsTheSame(int k, int n) {
        float[] x = random(20 * k);
        float[] w = random(n * k);
        float[] expected = new float[20 * n];
        Linear.apply(20, x, 0, k, pack(k, n, w), Epilogue.NONE, expected, 0, n, Workers.sequential());
        for (int threads : new int[] {1, 3}) {
            float[] y = new float[20 * n];
            try (Workers workers = Workers.of(threads)) {
                PackedMatrix packed = PackedMatrix.packWeight(k, n, rows(w, k), Storage.FLOAT32, workers);
                Linear.apply(20, x, 0, k, packed, Epilogue.NONE, y, 0, n, workers);
            }
            assertThat(y).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "7, 33", "400, 700", "801, 97"})
    void aWeightInHalfTheMemoryIsTheRoundedOne(int k, int n) {
        int m = 70;
        float[] x = random(m * k);
        float[] w = random(n * k);
        float[] rounded = new float[n * k];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = nearestBfloat16(w[i]);
        }
        float[] expected = new float[m * n];
        Linear.apply(m, x, 0, k, pack(k, n, rounded), Epilogue.NONE, expected, 0, n, Workers.sequential());
        for (int threads : new int[] {1, 3}) {
            float[] y = new float[m * n];
            try (Workers workers = Workers.of(threads)) {
                PackedMatrix packed = PackedMatrix.packWeight(k, n, rows(w, k), Storage.BFLOAT16, workers);
                Linear.apply(m, x, 0, k, packed, Epilogue.NONE, y, 0, n, workers);
            }
            assertThat(y).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1.0, 1.0", // a power of two
        "1.00390625, 1.0", // half-way between 1 and 1 + 2^-7: to even
        "1.01171875, 1.015625", // half-way again, the even one above
        "-1.004, -1.0078125", // just beyond half-way
        "3.4028235e38, Infinity", // beyond the largest bfloat16
        "-Infinity, -Infinity",
        "NaN, NaN",
        "1e-45, 0.0"
    })
    void halfTheMemoryRoundsToTheNearest(float value, float expected) {
        float[] w = {value};
        PackedMatrix packed = PackedMatrix.packWeight(1, 1, rows(w, 1), Storage.BFLOAT16, Workers.sequential());
        float[] y = new float[1];
        Linear.apply(1, new float[] {1}, 0, 1, packed, Epilogue.NONE, y, 0, 1, Workers.sequential());
        assertThat(Float.compare(y[0], expected)).isZero();
    }

    /** By exact arithmetic: the multiple of the spacing of bfloat16 at this magnitude that lies nearest, ties to even. */
    private static float nearestBfloat16(float x) {
        double spacing = Math.scalb(1.0, Math.max(Math.getExponent(x), Float.MIN_EXPONENT) - 7);
        return (float) (Math.rint(x / spacing) * spacing);
    }

    private static MatrixRows rows(float[] w, int k) {
        return (from, count, into) -> System.arraycopy(w, from * k, into, 0, count * k);
    }

    @Test
    void whatReadingRowsThrowsIsThrown() {
        MatrixRows broken = (from, count, into) -> {
            throw new IllegalStateException("no row " + from);
        };
        assertThatThrownBy(() -> PackedMatrix.packWeight(4, 4, broken, Storage.FLOAT32, Workers.shared()))
                .hasMessage("no row 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PackedMatrix.packWeight(0, 4, broken, Storage.FLOAT32, Workers.shared()))
                .withMessageContaining("k=0 < 1");
    }

    @Test
    void refusesWhatDoesNotFit() {
        PackedMatrix w = pack(4, 3, random(12));
        float[] x = new float[8];
        float[] y = new float[6];
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Linear.apply(2, x, 0, 3, w, Epilogue.NONE, y, 0, 3, Workers.sequential()))
                .withMessage("ldx=3 < k=4");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Linear.apply(2, x, 0, 4, w, Epilogue.bias(new float[2]), y, 0, 3, Workers.sequential()))
                .withMessage("bias.length=2 < n=3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Linear.apply(2, x, 0, 4, w, Epilogue.NONE, x, 0, 3, Workers.sequential()))
                .withMessageContaining("y overlaps x");
        Epilogue gated = Epilogue.NONE.gated(new Epilogue.Gate(new float[3], 0, 3, 1, y, 0, 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Linear.apply(2, x, 0, 4, w, gated, y, 0, 3, Workers.sequential()))
                .withMessageContaining("gate.length=3 < 6");
        Epilogue narrow = Epilogue.NONE.gated(new Epilogue.Gate(new float[6], 0, 2, 1, y, 0, 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Linear.apply(2, x, 0, 4, w, narrow, y, 0, 3, Workers.sequential()))
                .withMessage("ldgate=2 < n=3");
        assertThatNullPointerException()
                .isThrownBy(() -> PackedMatrix.pack(null, 4, 2, x, 0, 4))
                .withMessage("transpose");
        assertThatNullPointerException()
                .isThrownBy(() -> w.repack(null, new float[12], 0, 4))
                .withMessage("transpose");
    }

    private static void activate(Activation activation, float[] x) {
        switch (activation) {
            case NONE -> {}
            case GELU_ERF -> GeluReference.erf(x.length, x, 0, x, 0);
            case GELU_TANH -> GeluReference.tanh(x.length, x, 0, x, 0);
            case SILU -> SiluReference.apply(x.length, x, 0, x, 0);
        }
    }

    private static float[] product(int m, int n, int k, float[] x, float[] w) {
        float[] y = new float[m * n];
        GemmReference.multiply(Transpose.NO, Transpose.YES, m, n, k, 1, x, 0, k, w, 0, k, 0, y, 0, n);
        return y;
    }

    private static PackedMatrix pack(int k, int n, float[] w) {
        return PackedMatrix.pack(Transpose.YES, k, n, w, 0, k);
    }

    private float[] random(int size) {
        float[] x = new float[size];
        for (int i = 0; i < size; i++) {
            x[i] = random.nextFloat() * 2 - 1;
        }
        return x;
    }

    private static void assertClose(float[] actual, float[] expected, float tolerance) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            if (!(Math.abs(actual[i] - expected[i]) <= tolerance)) {
                assertThat(actual[i]).as("at %d, tolerance %g", i, tolerance).isEqualTo(expected[i]);
            }
        }
    }
}
