package dev.sedd.kernels;

import dev.sedd.kernels.internal.AdamRows;
import dev.sedd.kernels.internal.Checks;

/**
 * One step of AdamW: Adam (Kingma and Ba 2015, arXiv 1412.6980, algorithm 1) with decoupled weight decay (Loshchilov and
 * Hutter 2019, arXiv 1711.05101, algorithm 2). For every element, with the gradient g' = clip · g:
 *
 * <pre>
 * m := beta1 · m + (1 − beta1) · g'
 * v := beta2 · v + (1 − beta2) · g'²
 * w := keep · w − rate · m / (correction · √v + eps)
 * </pre>
 *
 * @param clip what the gradient is multiplied by
 * @param beta1 the decay of the first moment
 * @param rest1 1 − beta1
 * @param beta2 the decay of the second moment
 * @param rest2 1 − beta2
 * @param keep the share of a weight that its decay leaves, 1 − lr · decay
 * @param rate lr / (1 − beta1ⁿ)
 * @param correction 1 / √(1 − beta2ⁿ)
 * @param eps added to the root
 */
public record AdamStep(
        float clip,
        float beta1,
        float rest1,
        float beta2,
        float rest2,
        float keep,
        float rate,
        float correction,
        float eps) {
    /**
     * The factors of the n-th step, computed in double.
     *
     * @param n the step, counted from 1
     * @param lr the learning rate, finite and at least 0
     * @param beta1 in [0, 1)
     * @param beta2 in [0, 1)
     * @param eps greater than 0 and finite as a float, too
     * @param decay the weight decay, at least 0
     * @param clip what the gradient is multiplied by, finite
     */
    public static AdamStep of(long n, double lr, double beta1, double beta2, double eps, double decay, double clip) {
        if (n < 1) {
            throw new IllegalArgumentException("n=" + n + " < 1");
        }
        notNegative("lr", lr);
        notNegative("decay", decay);
        share("beta1", beta1);
        share("beta2", beta2);
        if (!((float) eps > 0 && (float) eps < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("eps=" + eps + " is not positive and finite as a float");
        }
        if (!Double.isFinite(clip)) {
            throw new IllegalArgumentException("clip=" + clip + " is not finite");
        }
        return new AdamStep(
                (float) clip,
                (float) beta1,
                (float) (1 - beta1),
                (float) beta2,
                (float) (1 - beta2),
                (float) (1 - lr * decay),
                (float) (lr / (1 - StrictMath.pow(beta1, n))),
                (float) (1 / Math.sqrt(1 - StrictMath.pow(beta2, n))),
                (float) eps);
    }

    /**
     * Applies the step to {@code n} elements. w, m and v are modified, g is not; the four do not overlap. The error of
     * what is added to a weight is below 1e-6 of what it would be were m |beta1 · m| + |(1 − beta1) · g'|, whose terms may
     * cancel; NaN and infinities spread as the formula says.
     *
     * @param w weights
     * @param g gradient
     * @param m first moments
     * @param v second moments, ≥ 0
     */
    public void apply(int n, float[] w, int wOff, float[] g, int gOff, float[] m, int mOff, float[] v, int vOff) {
        Checks.size("n", n);
        Checks.vector("w", n, w, wOff);
        Checks.vector("g", n, g, gOff);
        Checks.vector("m", n, m, mOff);
        Checks.vector("v", n, v, vOff);
        apart("g", g, gOff, "w", w, wOff, n);
        apart("m", m, mOff, "w", w, wOff, n);
        apart("v", v, vOff, "w", w, wOff, n);
        apart("g", g, gOff, "m", m, mOff, n);
        apart("g", g, gOff, "v", v, vOff, n);
        apart("m", m, mOff, "v", v, vOff, n);
        AdamRows.step(n, this, w, wOff, g, gOff, m, mOff, v, vOff);
    }

    private static void apart(String aName, float[] a, int aOff, String bName, float[] b, int bOff, int n) {
        Checks.disjoint(aName, a, aOff, (long) aOff + n, bName, b, bOff, (long) bOff + n);
    }

    private static void notNegative(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + "=" + value + " is not finite and at least 0");
        }
    }

    private static void share(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + "=" + value + " is not in [0, 1)");
        }
    }
}
