package dev.sedd.kernels.internal;

import static dev.sedd.kernels.internal.Lanes.FLOAT;
import static dev.sedd.kernels.internal.Lanes.GROUP;
import static dev.sedd.kernels.internal.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * The way back through one row of a LayerNorm y = u·f + shift, u = (x − mean)·inverse, f the factor of each column: with
 * g = dy·f, dx = inverse·(g − mean(g) − u·mean(g·u)).
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

    /**
     * {@code dx := dx + …} where {@code add}, else {@code dx := …}; {@code normalSum_j := normalSum_j + dy_j·u_j}. dx may
     * be dy.
     */
    public static void apply(
            int n,
            float eps,
            float[] x,
            int xOff,
            float[] factor,
            int factorOff,
            float[] dy,
            int dyOff,
            float[] normalSum,
            int sumOff,
            boolean add,
            float[] dx,
            int dxOff) {
        float mean = RowSums.sum(n, x, xOff) / n;
        float rest = RowSums.deviations(n, mean, x, xOff) / n;
        float inverse = LayerNormRows.inverse(RowSums.squares(n, mean, rest, x, xOff) / n, eps);
        float meanG = RowSums.products(n, dy, dyOff, factor, factorOff) / n;
        float meanGu =
                alongNormal(n, mean, rest, inverse, x, xOff, factor, factorOff, dy, dyOff, normalSum, sumOff) / n;
        for (int j = 0; j < n; j += LENGTH) {
            VectorMask<Float> mask = Lanes.first(n - j);
            FloatVector u = LayerNormRows.normal(FloatVector.fromArray(FLOAT, x, xOff + j, mask), mean, rest, inverse);
            FloatVector f = FloatVector.fromArray(FLOAT, factor, factorOff + j, mask);
            FloatVector g = FloatVector.fromArray(FLOAT, dy, dyOff + j, mask).mul(f);
            FloatVector d = g.sub(meanG).sub(u.mul(meanGu)).mul(inverse);
            if (add) {
                d = d.add(FloatVector.fromArray(FLOAT, dx, dxOff + j, mask));
            }
            d.intoArray(dx, dxOff + j, mask);
        }
    }

    /** Σ dy·f·u, and on the way normalSum := normalSum + dy·u. */
    private static float alongNormal(
            int n,
            float mean,
            float rest,
            float inverse,
            float[] x,
            int xOff,
            float[] factor,
            int factorOff,
            float[] dy,
            int dyOff,
            float[] normalSum,
            int sumOff) {
        FloatVector s0 = FloatVector.zero(FLOAT);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        for (int j = 0; j < n; j += LENGTH) {
            VectorMask<Float> mask = Lanes.first(n - j);
            FloatVector u = LayerNormRows.normal(FloatVector.fromArray(FLOAT, x, xOff + j, mask), mean, rest, inverse);
            FloatVector f = FloatVector.fromArray(FLOAT, factor, factorOff + j, mask);
            FloatVector du = FloatVector.fromArray(FLOAT, dy, dyOff + j, mask).mul(u);
            FloatVector.fromArray(FLOAT, normalSum, sumOff + j, mask).add(du).intoArray(normalSum, sumOff + j, mask);
            FloatVector s = du.fma(f, s0);
            s0 = GROUP == 1 ? s : s1;
            s1 = GROUP == 2 ? s : s2;
            s2 = s3;
            s3 = s;
        }
        return RowSums.total(s0, s1, s2, s3);
    }
}
