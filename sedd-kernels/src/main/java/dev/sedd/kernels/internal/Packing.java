package dev.sedd.kernels.internal;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Copies operands into the order in which the microkernel reads them. */
final class Packing {
    private static final VectorSpecies<Float> F = Lanes.FLOAT;
    private static final int L = Lanes.LENGTH;

    /** Rows whose cache lines stay in L1 while their columns are gathered. */
    private static final int STRIP = 16;

    private Packing() {}

    /** Floats that {@link #right} writes. */
    static int rightSize(int kc, int n) {
        return kc * (ceilDiv(n, MicroKernel.NR) * MicroKernel.NR);
    }

    /**
     * Packs {@code alpha · A}, m rows of kc columns: {@code rows[i * LD + p] = alpha * x[off + i * rowStride + p *
     * columnStride]}. One of the strides is 1.
     */
    static void left(int m, int kc, float alpha, float[] x, int off, int rowStride, int columnStride, float[] rows) {
        for (int i = 0; i < m; i++) {
            int to = i * BlockSizes.LD;
            if (columnStride == 1) {
                System.arraycopy(x, off + i * rowStride, rows, to, kc);
            }
        }
        if (columnStride != 1) {
            leftColumns(m, kc, x, off, columnStride, rows);
        }
        if (alpha != 1) {
            for (int i = 0; i < m; i++) {
                SoftmaxRows.multiply(kc, alpha, rows, i * BlockSizes.LD);
            }
        }
    }

    /** Rows of A from contiguous columns: {@code rows[i * LD + p] = x[off + p * ld + i]}, {@link #STRIP} rows at a time. */
    private static void leftColumns(int m, int kc, float[] x, int off, int ld, float[] rows) {
        int[] steps = Scratch.steps(ld);
        for (int i0 = 0; i0 < m; i0 += STRIP) {
            int end = Math.min(m, i0 + STRIP);
            int p = 0;
            for (; p + L <= kc; p += L) {
                for (int i = i0; i < end; i++) {
                    FloatVector.fromArray(F, x, off + p * ld + i, steps, 0).intoArray(rows, i * BlockSizes.LD + p);
                }
            }
            for (; p < kc; p++) {
                for (int i = i0; i < end; i++) {
                    rows[i * BlockSizes.LD + p] = x[off + p * ld + i];
                }
            }
        }
    }

    /**
     * Packs the kc by n block B, element (p, j) at {@code x[off + p * rowStride + j * columnStride]}, into panels of NR columns
     * from float {@code to} on, the last filled up with zeros. One of the strides is 1.
     */
    static void right(
            int kc, int n, float[] x, int off, int rowStride, int columnStride, MemorySegment panels, int to) {
        for (int j = 0; j < n; j += MicroKernel.NR) {
            int width = Math.min(MicroKernel.NR, n - j);
            int dest = to + j * kc;
            if (width < MicroKernel.NR) {
                panels.asSlice(Panels.at(dest), Panels.at(kc * MicroKernel.NR)).fill((byte) 0);
            }
            if (columnStride == 1) {
                rightRows(width, kc, x, off + j, rowStride, panels, dest);
            } else {
                rightColumns(width, kc, x, off + j * columnStride, columnStride, panels, dest);
            }
        }
    }

    /** A panel of B from contiguous rows: {@code panel[to + p * NR + j] = x[off + p * ld + j]}. */
    private static void rightRows(int width, int kc, float[] x, int off, int ld, MemorySegment panel, int to) {
        if (width < MicroKernel.NR) {
            for (int p = 0; p < kc; p++) {
                Panels.copy(x, off + p * ld, width, panel, to + p * MicroKernel.NR);
            }
            return;
        }
        for (int p = 0; p < kc; p++) {
            for (int j = 0; j < MicroKernel.NR; j += L) {
                FloatVector.fromArray(F, x, off + p * ld + j)
                        .intoMemorySegment(panel, Panels.at(to + p * MicroKernel.NR + j), Panels.ORDER);
            }
        }
    }

    /** A panel of B from contiguous columns: {@code panel[to + p * NR + j] = x[off + j * ld + p]}. */
    private static void rightColumns(int width, int kc, float[] x, int off, int ld, MemorySegment panel, int to) {
        int[] steps = Scratch.steps(ld);
        int j = 0;
        for (; j + L <= width; j += L) {
            for (int p = 0; p < kc; p++) {
                FloatVector.fromArray(F, x, off + j * ld + p, steps, 0)
                        .intoMemorySegment(panel, Panels.at(to + j + p * MicroKernel.NR), Panels.ORDER);
            }
        }
        for (; j < width; j++) {
            for (int p = 0; p < kc; p++) {
                Panels.set(panel, to + j + p * MicroKernel.NR, x[off + j * ld + p]);
            }
        }
    }

    static int ceilDiv(int a, int b) {
        return (a + b - 1) / b;
    }
}
