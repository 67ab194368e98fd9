package dev.sedd.kernels.internal;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** Copies operands into the order in which the microkernel reads them. */
final class Packing {
    private static final VectorSpecies<Float> F = Lanes.FLOAT;
    private static final int L = Lanes.LENGTH;
    private static final int NR = MicroKernel.NR;

    private Packing() {}

    /** Floats that {@link #right} writes. */
    static int rightSize(int kc, int n) {
        return kc * (ceilDiv(n, NR) * NR);
    }

    /** Where the panel of column j of a k by n matrix begins, in the block of k that begins with row pc. */
    static int panel(int k, int n, int pc, int j) {
        return rightSize(pc, n) + j * Math.min(BlockSizes.KC, k - pc);
    }

    /** Packs {@code alpha · A}, m rows of kc columns: {@code to[i * LD + p] = alpha * x[off + i * ld + p]}. */
    static void left(int m, int kc, float alpha, float[] x, int off, int ld, float[] to) {
        for (int i = 0; i < m; i++) {
            System.arraycopy(x, off + i * ld, to, i * BlockSizes.LD, kc);
            scale(kc, alpha, to, i * BlockSizes.LD);
        }
    }

    /**
     * The same where the columns of A lie together, element (i, p) at {@code x[off + p * ld + i]}. Whole tiles, from row t on, are
     * packed by columns, {@code to[t * LD + p * COLUMN_MR + r]}, the rows that are left by rows.
     */
    static void leftColumns(int m, int kc, float alpha, float[] x, int off, int ld, float[] to) {
        int whole = m - m % MicroKernel.COLUMN_MR;
        tiles(whole, kc, x, off, ld, to);
        for (int t = 0; t < whole; t += MicroKernel.COLUMN_MR) {
            scale(kc * MicroKernel.COLUMN_MR, alpha, to, t * BlockSizes.LD);
        }
        for (int p = 0; p < kc; p++) {
            for (int i = whole; i < m; i++) {
                to[i * BlockSizes.LD + p] = x[off + p * ld + i];
            }
        }
        for (int i = whole; i < m; i++) {
            scale(kc, alpha, to, i * BlockSizes.LD);
        }
    }

    /**
     * Whole tiles by columns, a vector for each column, and a column of A read once from its beginning to its end. What a vector
     * holds beyond its tile, the next column overwrites, the last one into the gap between KC and LD: masked, as only the last
     * column is here, to stay within A, stores took two to three times as long.
     */
    private static void tiles(int m, int kc, float[] x, int off, int ld, float[] to) {
        for (int p = 0; p < kc - 1; p++) {
            for (int t = 0; t < m; t += MicroKernel.COLUMN_MR) {
                FloatVector.fromArray(F, x, off + p * ld + t)
                        .intoArray(to, t * BlockSizes.LD + p * MicroKernel.COLUMN_MR);
            }
        }
        VectorMask<Float> column = Lanes.first(MicroKernel.COLUMN_MR);
        for (int t = 0; t < m; t += MicroKernel.COLUMN_MR) {
            FloatVector.fromArray(F, x, off + (kc - 1) * ld + t, column)
                    .intoArray(to, t * BlockSizes.LD + (kc - 1) * MicroKernel.COLUMN_MR, column);
        }
    }

    private static void scale(int n, float alpha, float[] x, int off) {
        if (alpha != 1) {
            SoftmaxRows.multiply(n, alpha, x, off);
        }
    }

    /**
     * Packs the kc by n block B, element (p, j) at {@code x[off + p * rowStride + j * columnStride]}, into panels of NR columns
     * from float {@code to} on, the last filled up with zeros. One of the strides is 1.
     */
    static void right(
            int kc, int n, float[] x, int off, int rowStride, int columnStride, MemorySegment panels, int to) {
        right(kc, n, x, off, rowStride, columnStride, panels, to, true);
    }

    /**
     * The same of a weight or of keys, what every network packs as it starts. Below 512 bits columns are turned float by float: that
     * takes half a percent of a pass, but nobody waits until the other way is compiled, for which a processor needs 0.1 s.
     */
    static void rightSoon(
            int kc, int n, float[] x, int off, int rowStride, int columnStride, MemorySegment panels, int to) {
        right(kc, n, x, off, rowStride, columnStride, panels, to, L == 16);
    }

    private static void right(
            int kc,
            int n,
            float[] x,
            int off,
            int rowStride,
            int columnStride,
            MemorySegment panels,
            int to,
            boolean inRegisters) {
        for (int j = 0; j < n; j += NR) {
            int width = Math.min(NR, n - j);
            int from = off + j * columnStride;
            int dest = to + j * kc;
            if (width < NR) {
                panels.asSlice(Panels.at(dest), Panels.at(kc * NR)).fill((byte) 0);
            }
            if (columnStride != 1 && inRegisters) {
                Transposition.intoPanel(width, kc, x, from, columnStride, panels, dest);
            } else if (columnStride != 1) {
                Transposition.floatsIntoPanel(width, kc, x, from, columnStride, panels, dest);
            } else if (width == NR) {
                rightRows(kc, x, from, rowStride, panels, dest);
            } else {
                for (int p = 0; p < kc; p++) {
                    Panels.copy(x, from + p * rowStride, width, panels, dest + p * NR);
                }
            }
        }
    }

    /**
     * A panel of B from contiguous rows: {@code panel[to + p * NR + j] = x[off + p * ld + j]}. Four rows at a time, as long as
     * {@link Panels} asks: products of plain arrays take 0.95 of the time so, thin ones a third.
     */
    private static void rightRows(int kc, float[] x, int off, int ld, MemorySegment panels, int to) {
        MemorySegment panel = Panels.known(panels);
        int p = 0;
        for (; p <= kc - 4; p += 4) {
            int from = off + p * ld;
            MemorySegment rows = panel.asSlice(Panels.at(to + p * NR), Panels.at(4 * NR));
            FloatVector.fromArray(F, x, from).intoMemorySegment(rows, 0, Panels.ORDER);
            FloatVector.fromArray(F, x, from + L).intoMemorySegment(rows, Panels.at(L), Panels.ORDER);
            FloatVector.fromArray(F, x, from + ld).intoMemorySegment(rows, Panels.at(NR), Panels.ORDER);
            FloatVector.fromArray(F, x, from + ld + L).intoMemorySegment(rows, Panels.at(NR + L), Panels.ORDER);
            FloatVector.fromArray(F, x, from + 2 * ld).intoMemorySegment(rows, Panels.at(2 * NR), Panels.ORDER);
            FloatVector.fromArray(F, x, from + 2 * ld + L).intoMemorySegment(rows, Panels.at(2 * NR + L), Panels.ORDER);
            FloatVector.fromArray(F, x, from + 3 * ld).intoMemorySegment(rows, Panels.at(3 * NR), Panels.ORDER);
            FloatVector.fromArray(F, x, from + 3 * ld + L).intoMemorySegment(rows, Panels.at(3 * NR + L), Panels.ORDER);
        }
        for (; p < kc; p++) {
            int from = off + p * ld;
            int at = to + p * NR;
            FloatVector.fromArray(F, x, from).intoMemorySegment(panel, Panels.at(at), Panels.ORDER);
            FloatVector.fromArray(F, x, from + L).intoMemorySegment(panel, Panels.at(at + L), Panels.ORDER);
        }
    }

    static int ceilDiv(int a, int b) {
        return (a + b - 1) / b;
    }
}
