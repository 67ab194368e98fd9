package dev.sedd.kernels.internal;

import java.util.Arrays;

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
            if (h == MicroKernel.MR && a.columnStride() == 1) {
                tallPanel(kc, a.array(), a.index(i, 0), a.rowStride(), panels, i * kc);
                i += h;
                continue;
            }
            panel(h, kc, a.array(), a.index(i, 0), a.rowStride(), a.columnStride(), panels, i * kc, h);
            i += h;
        }
    }

    /** Packs the kc by n block B into panels of NR columns from {@code panels[to]}, the last filled up with zeros. */
    static void right(int kc, int n, View b, float[] panels, int to) {
        for (int j = 0; j < n; j += MicroKernel.NR) {
            int width = Math.min(MicroKernel.NR, n - j);
            int dest = to + j * kc;
            if (width < MicroKernel.NR) {
                Arrays.fill(panels, dest, dest + kc * MicroKernel.NR, 0);
            }
            panel(width, kc, b.array(), b.index(0, j), b.columnStride(), b.rowStride(), panels, dest, MicroKernel.NR);
        }
    }

    /** {@link #panel} for the tallest panel of a row-major matrix, with constants that the compiler can use. */
    private static void tallPanel(int kc, float[] x, int off, int stride, float[] panel, int to) {
        int end = to + kc * MicroKernel.MR;
        for (int r = 0; r < MicroKernel.MR; r++) {
            int from = off + r * stride;
            for (int dest = to + r; dest < end; dest += MicroKernel.MR) {
                panel[dest] = x[from++];
            }
        }
    }

    /** One panel: {@code panel[to + p * pitch + r] = x[off + r * stride + p * step]} for r &lt; width. */
    private static void panel(
            int width, int kc, float[] x, int off, int stride, int step, float[] panel, int to, int pitch) {
        if (stride == 1) {
            for (int p = 0; p < kc; p++) {
                System.arraycopy(x, off + p * step, panel, to + p * pitch, width);
            }
            return;
        }
        for (int r = 0; r < width; r++) {
            int from = off + r * stride;
            int dest = to + r;
            for (int p = 0; p < kc; p++) {
                panel[dest + p * pitch] = x[from + p * step];
            }
        }
    }

    static int ceilDiv(int a, int b) {
        return (a + b - 1) / b;
    }
}
