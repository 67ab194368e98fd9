package dev.sedd.kernels.internal;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Transposition} of blocks of 16 by 16 in registers of 512 bits: columns two by two, four by four, eight by eight are merged by a
 * permutation of two vectors, and the two halves of a row on its way to its place. That takes 0.4 of the time of gathered vectors and
 * 0.55 of single floats.
 */
final class Transposition16 {
    private static final VectorSpecies<Float> F = Lanes.FLOAT;
    private static final VectorSpecies<Integer> I = Lanes.INT;
    private static final int L = Lanes.LENGTH;
    private static final int NR = MicroKernel.NR;

    /** Columns that are merged at a time; the vectors of more find no register. */
    private static final int HALF = 8;

    /** Rows at a time: their halves stay in L1. */
    private static final int DEPTH = 128;

    /** Where the right halves of {@link #DEPTH} rows begin. */
    private static final int RIGHT = HALF * DEPTH;

    private static final int[][] LOWER = new int[4][];
    private static final int[][] UPPER = new int[4][];

    static {
        for (int s = 0; s < 4; s++) {
            LOWER[s] = merging(1 << s, 0);
            UPPER[s] = merging(1 << s, L / 2);
        }
    }

    private Transposition16() {}

    /** The lanes of two vectors by turns, {@code run} at a time, from lane {@code from} of either on. */
    private static int[] merging(int run, int from) {
        int[] lanes = new int[L];
        for (int i = 0; i < L; i++) {
            int which = i / run % 2;
            lanes[i] = which * L + from + i / (2 * run) * run + i % run;
        }
        return lanes;
    }

    /** {@code width} columns, one vector or two, into the rows of a panel. */
    static void intoPanel(int width, int k, float[] x, int off, int ld, MemorySegment panel, int to) {
        float[] halves = Scratch.HALVES.floats(2 * RIGHT);
        for (int j = 0; j < width; j += L) {
            for (int p = 0; p < k; p += DEPTH) {
                int row = Math.min(p, k - L);
                int depth = Math.min(DEPTH, k - row);
                halves(L, depth, x, off + j * ld + row, ld, halves);
                join(depth, halves, panel, to + j + row * NR);
            }
        }
    }

    /** {@code width} columns into rows of L floats. */
    static void intoRows(int width, int k, float[] x, int off, int ld, float[] rows) {
        float[] halves = Scratch.HALVES.floats(2 * RIGHT);
        for (int p = 0; p < k; p += DEPTH) {
            int row = Math.min(p, k - L);
            int depth = Math.min(DEPTH, k - row);
            halves(width, depth, x, off + row, ld, halves);
            join(depth, halves, rows, row * L);
        }
    }

    /** Both halves of {@code depth} rows, at least a vector of them: one row of a half after the other. */
    private static void halves(int width, int depth, float[] x, int off, int ld, float[] halves) {
        int last = width - 1;
        for (int h = 0; h < 2; h++) {
            int j = h * HALF;
            int c0 = off + Math.min(j, last) * ld;
            int c1 = off + Math.min(j + 1, last) * ld;
            int c2 = off + Math.min(j + 2, last) * ld;
            int c3 = off + Math.min(j + 3, last) * ld;
            int c4 = off + Math.min(j + 4, last) * ld;
            int c5 = off + Math.min(j + 5, last) * ld;
            int c6 = off + Math.min(j + 6, last) * ld;
            int c7 = off + Math.min(j + 7, last) * ld;
            merge(depth, x, c0, c1, c2, c3, c4, c5, c6, c7, halves, h * RIGHT);
        }
    }

    /**
     * Eight columns: {@code to[at + p * HALF + j] = x[cj + p]}. Where no whole vector is left it takes the last one, most of it a
     * second time.
     */
    private static void merge(
            int depth, float[] x, int c0, int c1, int c2, int c3, int c4, int c5, int c6, int c7, float[] to, int at) {
        IntVector lower1 = IntVector.fromArray(I, LOWER[0], 0);
        IntVector upper1 = IntVector.fromArray(I, UPPER[0], 0);
        IntVector lower2 = IntVector.fromArray(I, LOWER[1], 0);
        IntVector upper2 = IntVector.fromArray(I, UPPER[1], 0);
        IntVector lower4 = IntVector.fromArray(I, LOWER[2], 0);
        IntVector upper4 = IntVector.fromArray(I, UPPER[2], 0);
        for (int i = 0; i < depth; i += L) {
            int p = Math.min(i, depth - L);
            IntVector v0 = load(x, c0 + p);
            IntVector v1 = load(x, c1 + p);
            IntVector v2 = load(x, c2 + p);
            IntVector v3 = load(x, c3 + p);
            IntVector v4 = load(x, c4 + p);
            IntVector v5 = load(x, c5 + p);
            IntVector v6 = load(x, c6 + p);
            IntVector v7 = load(x, c7 + p);

            IntVector v01 = lower1.selectFrom(v0, v1);
            IntVector w01 = upper1.selectFrom(v0, v1);
            IntVector v23 = lower1.selectFrom(v2, v3);
            IntVector w23 = upper1.selectFrom(v2, v3);
            IntVector v45 = lower1.selectFrom(v4, v5);
            IntVector w45 = upper1.selectFrom(v4, v5);
            IntVector v67 = lower1.selectFrom(v6, v7);
            IntVector w67 = upper1.selectFrom(v6, v7);

            IntVector p0 = lower2.selectFrom(v01, v23);
            IntVector q0 = lower2.selectFrom(v45, v67);
            IntVector p4 = upper2.selectFrom(v01, v23);
            IntVector q4 = upper2.selectFrom(v45, v67);
            IntVector p8 = lower2.selectFrom(w01, w23);
            IntVector q8 = lower2.selectFrom(w45, w67);
            IntVector p12 = upper2.selectFrom(w01, w23);
            IntVector q12 = upper2.selectFrom(w45, w67);

            int row = at + p * HALF;
            store(lower4.selectFrom(p0, q0), to, row);
            store(upper4.selectFrom(p0, q0), to, row + L);
            store(lower4.selectFrom(p4, q4), to, row + 2 * L);
            store(upper4.selectFrom(p4, q4), to, row + 3 * L);
            store(lower4.selectFrom(p8, q8), to, row + 4 * L);
            store(upper4.selectFrom(p8, q8), to, row + 5 * L);
            store(lower4.selectFrom(p12, q12), to, row + 6 * L);
            store(upper4.selectFrom(p12, q12), to, row + 7 * L);
        }
    }

    /** Rows of a panel from their halves, eight at a time, the last of them perhaps twice; as long as {@link Panels} asks. */
    private static void join(int depth, float[] halves, MemorySegment panels, int to) {
        MemorySegment panel = Panels.known(panels);
        IntVector lower = IntVector.fromArray(I, LOWER[3], 0);
        IntVector upper = IntVector.fromArray(I, UPPER[3], 0);
        for (int i = 0; i < depth; i += 8) {
            int p = Math.min(i, depth - 8);
            int left = p * HALF;
            int right = RIGHT + left;
            MemorySegment rows = panel.asSlice(Panels.at(to + p * NR), Panels.at(7 * NR + L));
            IntVector a0 = load(halves, left);
            IntVector b0 = load(halves, right);
            store(lower.selectFrom(a0, b0), rows, 0);
            store(upper.selectFrom(a0, b0), rows, NR);
            IntVector a2 = load(halves, left + L);
            IntVector b2 = load(halves, right + L);
            store(lower.selectFrom(a2, b2), rows, 2 * NR);
            store(upper.selectFrom(a2, b2), rows, 3 * NR);
            IntVector a4 = load(halves, left + 2 * L);
            IntVector b4 = load(halves, right + 2 * L);
            store(lower.selectFrom(a4, b4), rows, 4 * NR);
            store(upper.selectFrom(a4, b4), rows, 5 * NR);
            IntVector a6 = load(halves, left + 3 * L);
            IntVector b6 = load(halves, right + 3 * L);
            store(lower.selectFrom(a6, b6), rows, 6 * NR);
            store(upper.selectFrom(a6, b6), rows, 7 * NR);
        }
    }

    /** The same into rows of L floats, two at a time; where one is left, the last two. */
    private static void join(int depth, float[] halves, float[] rows, int to) {
        IntVector lower = IntVector.fromArray(I, LOWER[3], 0);
        IntVector upper = IntVector.fromArray(I, UPPER[3], 0);
        for (int i = 0; i < depth; i += 2) {
            int p = Math.min(i, depth - 2);
            IntVector left = load(halves, p * HALF);
            IntVector right = load(halves, RIGHT + p * HALF);
            store(lower.selectFrom(left, right), rows, to + p * L);
            store(upper.selectFrom(left, right), rows, to + (p + 1) * L);
        }
    }

    private static IntVector load(float[] x, int at) {
        return FloatVector.fromArray(F, x, at).reinterpretAsInts();
    }

    private static void store(IntVector v, MemorySegment to, int at) {
        v.reinterpretAsFloats().intoMemorySegment(to, Panels.at(at), Panels.ORDER);
    }

    private static void store(IntVector v, float[] to, int at) {
        v.reinterpretAsFloats().intoArray(to, at);
    }
}
