package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Lanes.FLOAT;
import static dev.sedd.kernels.internal.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** One row in a loop over rows that shares a vector between them: a bias, a gate, or a sum down the columns. */
public final class ColumnRows {
    private ColumnRows() {}

    /** y := y + a. */
    public static void add(int n, float[] a, int aOff, float[] y, int yOff) {
        int j = 0;
        for (; j < FLOAT.loopBound(n); j += LENGTH) {
            FloatVector v = FloatVector.fromArray(FLOAT, a, aOff + j);
            FloatVector.fromArray(FLOAT, y, yOff + j).add(v).intoArray(y, yOff + j);
        }
        if (j < n) {
            VectorMask<Float> tail = Lanes.first(n - j);
            FloatVector v = FloatVector.fromArray(FLOAT, a, aOff + j, tail);
            FloatVector.fromArray(FLOAT, y, yOff + j, tail).add(v).intoArray(y, yOff + j, tail);
        }
    }

    /** y := x + gate · u. */
    public static void gate(
            int n, float[] gate, int gateOff, float[] u, int uOff, float[] x, int xOff, float[] y, int yOff) {
        int j = 0;
        for (; j < FLOAT.loopBound(n); j += LENGTH) {
            FloatVector g = FloatVector.fromArray(FLOAT, gate, gateOff + j);
            FloatVector v = FloatVector.fromArray(FLOAT, u, uOff + j);
            FloatVector r = FloatVector.fromArray(FLOAT, x, xOff + j);
            g.fma(v, r).intoArray(y, yOff + j);
        }
        if (j < n) {
            VectorMask<Float> tail = Lanes.first(n - j);
            FloatVector g = FloatVector.fromArray(FLOAT, gate, gateOff + j, tail);
            FloatVector v = FloatVector.fromArray(FLOAT, u, uOff + j, tail);
            FloatVector r = FloatVector.fromArray(FLOAT, x, xOff + j, tail);
            g.fma(v, r).intoArray(y, yOff + j, tail);
        }
    }

    /** du := gate · dy; sums := sums + dy · u. */
    public static void gateGradient(
            int n,
            float[] gate,
            int gateOff,
            float[] u,
            int uOff,
            float[] dy,
            int dyOff,
            float[] sums,
            int sumsOff,
            float[] du,
            int duOff) {
        int j = 0;
        for (; j < FLOAT.loopBound(n); j += LENGTH) {
            FloatVector g = FloatVector.fromArray(FLOAT, gate, gateOff + j);
            FloatVector v = FloatVector.fromArray(FLOAT, u, uOff + j);
            FloatVector d = FloatVector.fromArray(FLOAT, dy, dyOff + j);
            FloatVector s = FloatVector.fromArray(FLOAT, sums, sumsOff + j);
            d.fma(v, s).intoArray(sums, sumsOff + j);
            g.mul(d).intoArray(du, duOff + j);
        }
        if (j < n) {
            VectorMask<Float> tail = Lanes.first(n - j);
            FloatVector g = FloatVector.fromArray(FLOAT, gate, gateOff + j, tail);
            FloatVector v = FloatVector.fromArray(FLOAT, u, uOff + j, tail);
            FloatVector d = FloatVector.fromArray(FLOAT, dy, dyOff + j, tail);
            FloatVector s = FloatVector.fromArray(FLOAT, sums, sumsOff + j, tail);
            d.fma(v, s).intoArray(sums, sumsOff + j, tail);
            g.mul(d).intoArray(du, duOff + j, tail);
        }
    }

    /** x_j := factor · x_j where bit j mod 64 of {@code bits[bitsOff + j / 64]} is set, else 0. */
    public static void drop(int n, long[] bits, int bitsOff, float factor, float[] x, int xOff) {
        FloatVector zero = FloatVector.zero(FLOAT);
        int j = 0;
        for (; j < FLOAT.loopBound(n); j += LENGTH) {
            VectorMask<Float> kept = VectorMask.fromLong(FLOAT, bits[bitsOff + (j >> 6)] >>> (j & 63));
            FloatVector v = FloatVector.fromArray(FLOAT, x, xOff + j).mul(factor);
            zero.blend(v, kept).intoArray(x, xOff + j);
        }
        if (j < n) {
            VectorMask<Float> tail = Lanes.first(n - j);
            VectorMask<Float> kept = VectorMask.fromLong(FLOAT, bits[bitsOff + (j >> 6)] >>> (j & 63));
            FloatVector v = FloatVector.fromArray(FLOAT, x, xOff + j, tail).mul(factor);
            zero.blend(v, kept).intoArray(x, xOff + j, tail);
        }
    }
}
