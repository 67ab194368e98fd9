package dev.sedd.kernels.internal;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Turns columns that lie together into rows: {@code row(p)[j] = x[off + j * ld + p]}. Blocks of a vector's length go through registers
 * at 256 and 512 bits, what is shorter, and all at 128 bits, float by float or gathered.
 */
final class Transposition {
    private static final VectorSpecies<Float> F = Lanes.FLOAT;
    private static final int L = Lanes.LENGTH;
    private static final int NR = MicroKernel.NR;

    private Transposition() {}

    /** {@code width} columns, at most NR, into the k rows of a panel. */
    static void intoPanel(int width, int k, float[] x, int off, int ld, MemorySegment panel, int to) {
        int whole = inRegisters(k) ? width - width % L : 0;
        if (whole > 0 && L == 16) {
            Transposition16.intoPanel(whole, k, x, off, ld, panel, to);
        } else if (whole > 0) {
            Transposition8.intoPanel(whole, k, x, off, ld, panel, to);
        }
        floatsIntoPanel(width - whole, k, x, off + whole * ld, ld, panel, to + whole);
    }

    /** The same, float by float. */
    static void floatsIntoPanel(int width, int k, float[] x, int off, int ld, MemorySegment panel, int to) {
        int j = 0;
        for (; j + 4 <= width; j += 4) {
            int column = off + j * ld;
            four(k, x, column, column + ld, column + 2 * ld, column + 3 * ld, panel, to + j);
        }
        for (; j < width; j++) {
            one(k, x, off + j * ld, panel, to + j);
        }
    }

    /** {@code width} columns, at most L, into the first lanes of k rows of L floats; what the other lanes receive means nothing. */
    static void intoRows(int width, int k, float[] x, int off, int ld, float[] rows) {
        if (!inRegisters(k)) {
            gather(k, x, off, Scratch.steps(ld, width), rows);
        } else if (L == 16) {
            Transposition16.intoRows(width, k, x, off, ld, rows);
        } else {
            Transposition8.intoRows(width, k, x, off, ld, rows);
        }
    }

    /** Whether blocks of k rows go through registers. */
    static boolean inRegisters(int k) {
        return L >= 8 && k >= L;
    }

    private static void gather(int k, float[] x, int off, int[] steps, float[] rows) {
        for (int p = 0; p < k; p++) {
            FloatVector.fromArray(F, x, off + p, steps, 0).intoArray(rows, p * L);
        }
    }

    /** Four columns, float by float. */
    private static void four(int k, float[] x, int x0, int x1, int x2, int x3, MemorySegment panel, int to) {
        for (int p = 0; p < k; p++) {
            int row = to + p * NR;
            Panels.set(panel, row, x[x0 + p]);
            Panels.set(panel, row + 1, x[x1 + p]);
            Panels.set(panel, row + 2, x[x2 + p]);
            Panels.set(panel, row + 3, x[x3 + p]);
        }
    }

    private static void one(int k, float[] x, int off, MemorySegment panel, int to) {
        for (int p = 0; p < k; p++) {
            Panels.set(panel, to + p * NR, x[off + p]);
        }
    }
}
