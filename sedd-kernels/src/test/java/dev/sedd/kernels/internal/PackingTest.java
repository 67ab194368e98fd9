package dev.sedd.kernels.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operands whose columns lie together, laid out for the microkernel: every element at its place, read from an array that ends with them. */
class PackingTest {
    private static final int PAD = 5;

    /** The two ways into panels. */
    private interface Right {
        void pack(int kc, int n, float[] x, int off, int rowStride, int columnStride, MemorySegment panels, int to);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15, 16, 17, 31, 32, 127, 128, 129, 144, 271})
    void rightColumns(int kc) {
        rightColumns(kc, Packing::right);
        rightColumns(kc, Packing::rightSoon);
    }

    private static void rightColumns(int kc, Right right) {
        int nr = MicroKernel.NR;
        for (int n : new int[] {1, 3, Lanes.LENGTH, Lanes.LENGTH + 1, nr - 1, nr, nr + 1, 2 * nr}) {
            int ld = kc + PAD;
            float[] x = numbers((n - 1) * ld + kc);
            int size = Packing.rightSize(kc, n);
            MemorySegment panels = Panels.allocate(size + nr);
            panels.fill((byte) 1);
            float before = panels.getAtIndex(ValueLayout.JAVA_FLOAT, size);
            right.pack(kc, n, x, 0, 1, ld, panels, 0);
            for (int p = 0; p < kc; p++) {
                for (int j = 0; j < size / kc; j++) {
                    float expected = j < n ? x[j * ld + p] : 0;
                    int at = j / nr * nr * kc + p * nr + j % nr;
                    assertEquals(
                            expected, panels.getAtIndex(ValueLayout.JAVA_FLOAT, at), n + " columns: " + p + ", " + j);
                }
            }
            assertEquals(before, panels.getAtIndex(ValueLayout.JAVA_FLOAT, size), "behind the panels");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15, 16, 17, 31, 127, 128, 129, 143, 145, 300})
    void turnedColumns(int k) {
        for (int n = 1; n <= Lanes.LENGTH; n++) {
            int ld = k + PAD;
            float[] x = numbers((n - 1) * ld + k);
            float[] rows = new float[k * Lanes.LENGTH];
            Transposition.intoRows(n, k, x, 0, ld, rows);
            for (int p = 0; p < k; p++) {
                for (int j = 0; j < n; j++) {
                    assertEquals(x[j * ld + p], rows[p * Lanes.LENGTH + j], n + " columns: " + p + ", " + j);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 17, 767, 768})
    void leftColumns(int kc) {
        int mr = MicroKernel.COLUMN_MR;
        for (int m : new int[] {1, mr - 1, mr, mr + 1, 3 * mr, 3 * mr + 5}) {
            for (int ld : new int[] {m, m + PAD}) {
                float[] x = numbers((kc - 1) * ld + m);
                float[] to = new float[m * BlockSizes.LD];
                Packing.leftColumns(m, kc, 2, x, 0, ld, to);
                for (int i = 0; i < m; i++) {
                    boolean whole = i < m - m % mr;
                    for (int p = 0; p < kc; p++) {
                        int at = whole ? i / mr * mr * BlockSizes.LD + p * mr + i % mr : i * BlockSizes.LD + p;
                        assertEquals(2 * x[p * ld + i], to[at], m + " rows: " + i + ", " + p);
                    }
                }
            }
        }
    }

    private static float[] numbers(int n) {
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = i + 1;
        }
        return x;
    }
}
