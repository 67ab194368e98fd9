package dev.sedd.kernels.internal;

import java.lang.foreign.MemorySegment;

/** Copies operands into the order in which the microkernel reads them. */
final class Packing {
    private Packing() {}

    /** Floats that {@link #right} writes. */
    static int rightSize(int kc, int n) {
        return kc * (ceilDiv(n, MicroKernel.NR) * MicroKernel.NR);
    }

    /** Packs {@code m} rows of A, kc columns each, into panels of the microkernel's heights, one after the other. */
    static void left(int m, int kc, View a, float[] panels) {
        for (int i = 0; i < m; ) {
            int h = MicroKernel.height(m - i);
            if (a.rowStride() == 1) {
                columns(h, kc, a.array(), a.index(i, 0), a.columnStride(), panels, i * kc);
            } else if (h == MicroKernel.MR) {
                tallRows(kc, a.array(), a.index(i, 0), a.rowStride(), panels, i * kc);
            } else {
                rows(h, kc, a.array(), a.index(i, 0), a.rowStride(), panels, i * kc);
            }
            i += h;
        }
    }

    /** A panel of A from contiguous columns: {@code panel[to + p * h + r] = x[off + p * ld + r]}. */
    private static void columns(int h, int kc, float[] x, int off, int ld, float[] panel, int to) {
        for (int p = 0; p < kc; p++) {
            System.arraycopy(x, off + p * ld, panel, to + p * h, h);
        }
    }

    /** A panel of A from contiguous rows: {@code panel[to + p * h + r] = x[off + r * ld + p]}. */
    private static void rows(int h, int kc, float[] x, int off, int ld, float[] panel, int to) {
        for (int r = 0; r < h; r++) {
            for (int p = 0; p < kc; p++) {
                panel[to + p * h + r] = x[off + r * ld + p];
            }
        }
    }

    /** {@link #rows} of the tallest panel, a constant that the compiler can use. */
    private static void tallRows(int kc, float[] x, int off, int ld, float[] panel, int to) {
        int end = to + kc * MicroKernel.MR;
        for (int r = 0; r < MicroKernel.MR; r++) {
            int from = off + r * ld;
            for (int dest = to + r; dest < end; dest += MicroKernel.MR) {
                panel[dest] = x[from++];
            }
        }
    }

    /** Packs the kc by n block B into panels of NR columns from float {@code to} on, the last filled up with zeros. */
    static void right(int kc, int n, View b, MemorySegment panels, int to) {
        for (int j = 0; j < n; j += MicroKernel.NR) {
            int width = Math.min(MicroKernel.NR, n - j);
            int dest = to + j * kc;
            if (width < MicroKernel.NR) {
                panels.asSlice(Panels.at(dest), Panels.at(kc * MicroKernel.NR)).fill((byte) 0);
            }
            if (b.columnStride() == 1) {
                rightRows(width, kc, b.array(), b.index(0, j), b.rowStride(), panels, dest);
            } else {
                rightColumns(width, kc, b.array(), b.index(0, j), b.columnStride(), panels, dest);
            }
        }
    }

    /** A panel of B from contiguous rows: {@code panel[to + p * NR + j] = x[off + p * ld + j]}. */
    private static void rightRows(int width, int kc, float[] x, int off, int ld, MemorySegment panel, int to) {
        for (int p = 0; p < kc; p++) {
            Panels.copy(x, off + p * ld, width, panel, to + p * MicroKernel.NR);
        }
    }

    /** A panel of B from contiguous columns: {@code panel[to + p * NR + j] = x[off + j * ld + p]}. */
    private static void rightColumns(int width, int kc, float[] x, int off, int ld, MemorySegment panel, int to) {
        for (int j = 0; j < width; j++) {
            for (int p = 0; p < kc; p++) {
                Panels.set(panel, to + j + p * MicroKernel.NR, x[off + j * ld + p]);
            }
        }
    }

    static int ceilDiv(int a, int b) {
        return (a + b - 1) / b;
    }
}
