package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Lanes.FLOAT;
import static dev.sedd.kernels.internal.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * The backward pass of one row of a LayerNorm y = u·f + shift, u = (x − mean)·inverse, f the factor of each column: with
 * g = dy·f, dx = inverse·(g − mean(g) − u·mean(g·u)).
 *
 * <p>Every loop is a method: where the compiler has taken in enough of them it calls the next one, instead of leaving out a part
 * of its loop and making objects of the vectors.
 */
public final class LayerNormGradientRows {
    private LayerNormGradientRows() {}

    /** factor_j := gain_j·(1 + scale_j). */
    public static void factor(int n, float[] gain, int gainOff, float[] scale, int scaleOff, float[] factor) {
        for (int j = 0; j < n; j += LENGTH) {
            VectorMask<Float> mask = Lanes.first(n - j);
            FloatVector g = FloatVector.fromArray(FLOAT, gain, gainOff + j, mask);
            FloatVector a =
                    FloatVector.fromArray(FLOAT, scale, scaleOff + j, mask).add(1f);
            g.mul(a).intoArray(factor, j, mask);
        }
    }

    /** What the backward pass needs to know of a row x. */
    record Moments(float mean, float rest, float inverse) {
        static Moments of(int n, float eps, float[] x, int xOff) {
            RowMoments m = RowMoments.of(1, n, eps, x, xOff, n);
            return new Moments(m.mean[0], m.rest[0], m.inverse[0]);
        }
    }

    /** dx := …, {@code normalSum_j := normalSum_j + dy_j·u_j}, and y := u·gain again. dx may be dy. */
    public static void apply(
            int n,
            float eps,
            float[] x,
            int xOff,
            float[] gain,
            int gainOff,
            float[] dy,
            int dyOff,
            float[] normalSum,
            int sumOff,
            float[] dx,
            int dxOff,
            float[] y,
            int yOff) {
        Moments m = Moments.of(n, eps, x, xOff);
        float meanG = RowSums.products(n, dy, dyOff, gain, gainOff) / n;
        float meanGu = alongNormal(n, m, x, xOff, gain, gainOff, dy, dyOff, normalSum, sumOff) / n;
        inputGradient(n, m, meanG, meanGu, x, xOff, gain, gainOff, dy, dyOff, dx, dxOff, y, yOff);
    }

    /** dx := inverse·(g − mean(g) − u·mean(g·u)) and y := u·gain. */
    private static void inputGradient(
            int n,
            Moments m,
            float meanG,
            float meanGu,
            float[] x,
            int xOff,
            float[] gain,
            int gainOff,
            float[] dy,
            int dyOff,
            float[] dx,
            int dxOff,
            float[] y,
            int yOff) {
        int j = 0;
        for (; j < FLOAT.loopBound(n); j += LENGTH) {
            FloatVector v = FloatVector.fromArray(FLOAT, x, xOff + j);
            FloatVector u = v.sub(m.mean).sub(m.rest).mul(m.inverse);
            FloatVector f = FloatVector.fromArray(FLOAT, gain, gainOff + j);
            FloatVector g = FloatVector.fromArray(FLOAT, dy, dyOff + j).mul(f);
            g.sub(meanG).sub(u.mul(meanGu)).mul(m.inverse).intoArray(dx, dxOff + j);
            u.mul(f).intoArray(y, yOff + j);
        }
        if (j < n) {
            VectorMask<Float> tail = Lanes.first(n - j);
            FloatVector v = FloatVector.fromArray(FLOAT, x, xOff + j, tail);
            FloatVector u = v.sub(m.mean).sub(m.rest).mul(m.inverse);
            FloatVector f = FloatVector.fromArray(FLOAT, gain, gainOff + j, tail);
            FloatVector g = FloatVector.fromArray(FLOAT, dy, dyOff + j, tail).mul(f);
            g.sub(meanG).sub(u.mul(meanGu)).mul(m.inverse).intoArray(dx, dxOff + j, tail);
            u.mul(f).intoArray(y, yOff + j, tail);
        }
    }

    /**
     * dx := dx + …, {@code normalSum_j := normalSum_j + dy_j·u_j}, and
     * y := u·gain·(1 + scale) + shift again. The factor is gain·(1 + scale).
     */
    public static void modulated(
            int n,
            float eps,
            float[] x,
            int xOff,
            float[] factor,
            float[] gain,
            int gainOff,
            float[] shift,
            int shiftOff,
            float[] scale,
            int scaleOff,
            float[] dy,
            int dyOff,
            float[] normalSum,
            int sumOff,
            float[] dx,
            int dxOff,
            float[] y,
            int yOff) {
        Moments m = Moments.of(n, eps, x, xOff);
        float meanG = RowSums.products(n, dy, dyOff, factor, 0) / n;
        float meanGu = alongNormal(n, m, x, xOff, factor, 0, dy, dyOff, normalSum, sumOff) / n;
        addInputGradient(n, m, meanG, meanGu, x, xOff, factor, dy, dyOff, dx, dxOff);
        LayerNormRows.modulated(
                n, m.mean, m.rest, m.inverse, x, xOff, gain, gainOff, shift, shiftOff, scale, scaleOff, y, yOff);
    }

    /** dx := dx + inverse·(g − mean(g) − u·mean(g·u)). */
    private static void addInputGradient(
            int n,
            Moments m,
            float meanG,
            float meanGu,
            float[] x,
            int xOff,
            float[] factor,
            float[] dy,
            int dyOff,
            float[] dx,
            int dxOff) {
        int j = 0;
        for (; j < FLOAT.loopBound(n); j += LENGTH) {
            FloatVector v = FloatVector.fromArray(FLOAT, x, xOff + j);
            FloatVector u = v.sub(m.mean).sub(m.rest).mul(m.inverse);
            FloatVector g = FloatVector.fromArray(FLOAT, dy, dyOff + j).mul(FloatVector.fromArray(FLOAT, factor, j));
            FloatVector d = g.sub(meanG).sub(u.mul(meanGu)).mul(m.inverse);
            d.add(FloatVector.fromArray(FLOAT, dx, dxOff + j)).intoArray(dx, dxOff + j);
        }
        if (j < n) {
            VectorMask<Float> tail = Lanes.first(n - j);
            FloatVector v = FloatVector.fromArray(FLOAT, x, xOff + j, tail);
            FloatVector u = v.sub(m.mean).sub(m.rest).mul(m.inverse);
            FloatVector g = FloatVector.fromArray(FLOAT, dy, dyOff + j, tail)
                    .mul(FloatVector.fromArray(FLOAT, factor, j, tail));
            FloatVector d = g.sub(meanG).sub(u.mul(meanGu)).mul(m.inverse);
            d.add(FloatVector.fromArray(FLOAT, dx, dxOff + j, tail)).intoArray(dx, dxOff + j, tail);
        }
    }

    /** Σ dy·f·u, and on the way normalSum := normalSum + dy·u. */
    private static float alongNormal(
            int n,
            Moments m,
            float[] x,
            int xOff,
            float[] factor,
            int factorOff,
            float[] dy,
            int dyOff,
            float[] normalSum,
            int sumOff) {
        float[] along = Scratch.ALONG.floats(n);
        int j = 0;
        for (; j < FLOAT.loopBound(n); j += LENGTH) {
            FloatVector v = FloatVector.fromArray(FLOAT, x, xOff + j);
            FloatVector u = v.sub(m.mean).sub(m.rest).mul(m.inverse);
            FloatVector du = FloatVector.fromArray(FLOAT, dy, dyOff + j).mul(u);
            FloatVector.fromArray(FLOAT, normalSum, sumOff + j).add(du).intoArray(normalSum, sumOff + j);
            du.intoArray(along, j);
        }
        if (j < n) {
            VectorMask<Float> tail = Lanes.first(n - j);
            FloatVector v = FloatVector.fromArray(FLOAT, x, xOff + j, tail);
            FloatVector u = v.sub(m.mean).sub(m.rest).mul(m.inverse);
            FloatVector du = FloatVector.fromArray(FLOAT, dy, dyOff + j, tail).mul(u);
            FloatVector.fromArray(FLOAT, normalSum, sumOff + j, tail).add(du).intoArray(normalSum, sumOff + j, tail);
            du.intoArray(along, j, tail);
        }
        return RowSums.products(n, along, 0, factor, factorOff);
    }
}
