package dev.sedd.kernels;

import dev.sedd.kernels.internal.Checks;
import dev.sedd.kernels.internal.VectorGemm;
import java.util.Objects;

/** A linear layer with a packed weight and a fused {@link Epilogue}: {@code Y := epilogue(X · W)}. */
public final class Linear {
    private Linear() {}

    /**
     * Computes {@code Y := epilogue(X · W)}, X (m, k), W (k, n), Y (m, n).
     *
     * @param m rows of X and Y
     * @param x not modified; must not overlap Y
     * @param xOff offset of X
     * @param ldx leading dimension of X, at least k
     * @param w the packed weight, k by n
     * @param epilogue applied in the store; its bias has n entries, its gate and residual cover Y
     * @param y overwritten, never read but as a residual
     * @param yOff offset of Y
     * @param ldy leading dimension of Y, at least n
     * @param workers divide the rows of Y
     * @throws IllegalArgumentException where an operand does not fit its array, or X overlaps Y
     */
    public static void apply(
            int m,
            float[] x,
            int xOff,
            int ldx,
            PackedMatrix w,
            Epilogue epilogue,
            float[] y,
            int yOff,
            int ldy,
            Workers workers) {
        int k = w.rows();
        int n = w.columns();
        Checks.size("m", m);
        Checks.matrix("x", m, k, "k", x, xOff, ldx);
        Checks.matrix("y", m, n, "n", y, yOff, ldy);
        Checks.disjoint("x", x, xOff, Checks.end(m, k, xOff, ldx), "y", y, yOff, Checks.end(m, n, yOff, ldy));
        check(m, n, epilogue, y, yOff, ldy);
        Objects.requireNonNull(workers, "workers");
        if (m == 0 || n == 0) {
            return;
        }
        VectorGemm.multiplyPacked(m, n, k, x, xOff, ldx, w.panels(), w.storage(), epilogue, y, yOff, ldy, workers);
    }

    private static void check(int m, int n, Epilogue epilogue, float[] y, int yOff, int ldy) {
        long end = Checks.end(m, n, yOff, ldy);
        if (epilogue.bias() != null) {
            if (epilogue.bias().length < n) {
                throw new IllegalArgumentException("bias.length=" + epilogue.bias().length + " < n=" + n);
            }
            Checks.disjoint("bias", epilogue.bias(), 0, n, "y", y, yOff, end);
        }
        Epilogue.Gate g = epilogue.gate();
        if (g != null && m > 0) {
            int gates = (m - 1) / g.rowsPerGate() + 1;
            Checks.matrix("gate", gates, n, "n", g.gate(), g.gateOff(), g.ldgate());
            long gateEnd = Checks.end(gates, n, g.gateOff(), g.ldgate());
            Checks.disjoint("gate", g.gate(), g.gateOff(), gateEnd, "y", y, yOff, end);
            Checks.matrix("residual", m, n, "n", g.residual(), g.residualOff(), g.ldresidual());
            Checks.sameOrDisjoint(m, n, "residual", g.residual(), g.residualOff(), g.ldresidual(), "y", y, yOff, ldy);
        }
    }
}
