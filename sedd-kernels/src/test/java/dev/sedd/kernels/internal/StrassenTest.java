package dev.sedd.kernels.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedd.kernels.Transpose;
import dev.sedd.kernels.Workers;
import dev.sedd.kernels.reference.GemmReference;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Strassen's recursion with a crossover so low that small matrices go down several levels. */
class StrassenTest {
    @ParameterizedTest
    @CsvSource({"2,2,2", "64,64,64", "65,64,64", "64,65,64", "64,64,65", "67,71,73", "128,96,200", "33,300,35"})
    void agreesWithTheReference(int m, int n, int k) {
        SplittableRandom random = new SplittableRandom(m * 31L + n * 7L + k);
        for (int ops = 0; ops < 4; ops++) {
            for (float beta : new float[] {0, 1, -0.5f}) {
                check(random, m, n, k, ops, beta);
            }
        }
    }

    private static void check(SplittableRandom random, int m, int n, int k, int ops, float beta) {
        float[] a = random(random, m * k);
        float[] b = random(random, k * n);
        float[] c = random(random, m * n);
        boolean plainA = (ops & 1) == 0;
        boolean plainB = (ops & 2) == 0;
        float[] expected = c.clone();
        GemmReference.multiply(
                plainA ? Transpose.NO : Transpose.YES,
                plainB ? Transpose.NO : Transpose.YES,
                m,
                n,
                k,
                0.75f,
                a,
                0,
                plainA ? k : m,
                b,
                0,
                plainB ? n : k,
                beta,
                expected,
                0,
                n);
        View left = plainA ? View.rowMajor(a, 0, k) : View.rowMajor(a, 0, m).transposed();
        View right = plainB ? View.rowMajor(b, 0, n) : View.rowMajor(b, 0, k).transposed();
        Strassen.multiply(m, n, k, 0.75f, left, right, beta, View.rowMajor(c, 0, n), Workers.shared(), 16);
        int smallest = Math.min(m, Math.min(n, k));
        double levels = smallest < 16 ? 0 : Math.floor(Math.log(smallest / 16.0) / Math.log(2)) + 1;
        double bound = 0x1p-24 * k * k * Math.pow(4.5, levels);
        for (int i = 0; i < c.length; i++) {
            assertThat(Math.abs((double) c[i] - expected[i]))
                    .as("ops %d at %d", ops, i)
                    .isLessThanOrEqualTo(bound);
        }
    }

    private static float[] random(SplittableRandom random, int size) {
        float[] x = new float[size];
        for (int i = 0; i < size; i++) {
            x[i] = random.nextFloat() * 2 - 1;
        }
        return x;
    }
}
