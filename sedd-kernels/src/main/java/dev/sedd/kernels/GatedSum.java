package dev.sedd.kernels;

import dev.sedd.kernels.internal.Checks;
import dev.sedd.kernels.internal.ColumnRows;

/**
 * adaLN's gate into the residual stream, y = x + gate·u, one gate for all rows (Peebles and Xie 2023, arXiv 2212.09748),
 * and its backward pass. The layout of the arrays and the errors that are thrown are those of the
 * {@linkplain dev.sedd.kernels package}.
 */
public final class GatedSum {
    private GatedSum() {}

    /**
     * y_ij := x_ij + gate_j·u_ij for i &lt; rows, j &lt; n.
     *
     * @param gate n values
     * @param u what goes through the gate
     * @param x the residual stream
     * @param y may be exactly x or exactly u
     */
    public static void apply(
            int rows,
            int n,
            float[] gate,
            int gateOff,
            float[] u,
            int uOff,
            int ldu,
            float[] x,
            int xOff,
            int ldx,
            float[] y,
            int yOff,
            int ldy) {
        Checks.size("rows", rows);
        Checks.size("n", n);
        Checks.vector("gate", n, gate, gateOff);
        Checks.matrix("u", rows, n, "n", u, uOff, ldu);
        Checks.matrix("x", rows, n, "n", x, xOff, ldx);
        Checks.matrix("y", rows, n, "n", y, yOff, ldy);
        Checks.sameOrDisjoint(rows, n, "u", u, uOff, ldu, "y", y, yOff, ldy);
        Checks.sameOrDisjoint(rows, n, "x", x, xOff, ldx, "y", y, yOff, ldy);
        Checks.disjoint("gate", gate, gateOff, (long) gateOff + n, "y", y, yOff, Checks.end(rows, n, yOff, ldy));
        for (int i = 0; i < rows; i++) {
            ColumnRows.gate(n, gate, gateOff, u, uOff + i * ldu, x, xOff + i * ldx, y, yOff + i * ldy);
        }
    }

    /**
     * The backward pass: du_ij := gate_j·dy_ij and dgate_j := dgate_j + Σ_i dy_ij·u_ij for i &lt; rows, j &lt; n, the rows added
     * one after the other. The gradient of x is dy itself.
     *
     * @param gate n values
     * @param u what went through the gate
     * @param dy the gradient of the result
     * @param dgate n values, added to
     * @param du overwritten; may be exactly dy or exactly u
     */
    public static void backward(
            int rows,
            int n,
            float[] gate,
            int gateOff,
            float[] u,
            int uOff,
            int ldu,
            float[] dy,
            int dyOff,
            int lddy,
            float[] dgate,
            int dgateOff,
            float[] du,
            int duOff,
            int lddu) {
        Checks.size("rows", rows);
        Checks.size("n", n);
        Checks.vector("gate", n, gate, gateOff);
        Checks.vector("dgate", n, dgate, dgateOff);
        Checks.matrix("u", rows, n, "n", u, uOff, ldu);
        Checks.matrix("dy", rows, n, "n", dy, dyOff, lddy);
        Checks.matrix("du", rows, n, "n", du, duOff, lddu);
        Checks.sameOrDisjoint(rows, n, "u", u, uOff, ldu, "du", du, duOff, lddu);
        Checks.sameOrDisjoint(rows, n, "dy", dy, dyOff, lddy, "du", du, duOff, lddu);
        long end = Checks.end(rows, n, duOff, lddu);
        long gateEnd = (long) gateOff + n;
        long sumEnd = (long) dgateOff + n;
        Checks.disjoint("gate", gate, gateOff, gateEnd, "du", du, duOff, end);
        Checks.disjoint("gate", gate, gateOff, gateEnd, "dgate", dgate, dgateOff, sumEnd);
        Checks.disjoint("du", du, duOff, end, "dgate", dgate, dgateOff, sumEnd);
        Checks.disjoint("u", u, uOff, Checks.end(rows, n, uOff, ldu), "dgate", dgate, dgateOff, sumEnd);
        Checks.disjoint("dy", dy, dyOff, Checks.end(rows, n, dyOff, lddy), "dgate", dgate, dgateOff, sumEnd);
        for (int i = 0; i < rows; i++) {
            ColumnRows.gateGradient(
                    n, gate, gateOff, u, uOff + i * ldu, dy, dyOff + i * lddy, dgate, dgateOff, du, duOff + i * lddu);
        }
    }
}
