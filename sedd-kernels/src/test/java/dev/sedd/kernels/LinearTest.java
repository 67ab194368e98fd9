package dev.sedd.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
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
                PackedMatrix packed = PackedMatrix.pack(
                        k, n, (from, count, into) -> System.arraycopy(w, from * k, into, 0, count * k), workers);
                Linear.apply(20, x, 0, k, packed, Epilogue.NONE, y, 0, n, workers);
            }
            assertThat(y).isEqualTo(expected);
        }
    }

    @Test
    void whatReadingRowsThrowsIsThrown() {
        PackedMatrix.Rows broken = (from, count, into) -> {
            throw new IllegalStateException("no row " + from);
        };
        assertThatThrownBy(() -> PackedMatrix.pack(4, 4, broken, Workers.shared()))
                .hasMessage("no row 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PackedMatrix.pack(0, 4, broken, Workers.shared()))
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
                .withMessageContaining("bias.length=2 < 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Linear.apply(2, x, 0, 4, w, Epilogue.NONE, x, 0, 3, Workers.sequential()))
                .withMessageContaining("y overlaps x");
        Epilogue gated = Epilogue.NONE.gated(new Epilogue.Gate(new float[3], 0, 3, 1, y, 0, 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Linear.apply(2, x, 0, 4, w, gated, y, 0, 3, Workers.sequential()))
                .withMessageContaining("gate.length=3 < 6");
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
